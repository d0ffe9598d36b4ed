// Draws openapi.json. Everything is made of text nodes: nothing of the document is ever read as HTML.

const methods = ["get", "post", "put", "patch", "delete"];
const main = document.querySelector("main");
const nav = document.querySelector("#nav");

/** An element with classes and children; texts become text nodes. */
function make(name, classes, ...children) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Text with `code` in it, as nodes. */
function words(text) {
  return (text ?? "").split("`").map((part, index) => (index % 2 ? make("code", "", part) : part));
}

/** The same, paragraph by paragraph. */
function prose(text, classes) {
  const block = make("div", classes);
  for (const paragraph of (text ?? "").trim().split(/\n\s*\n/)) {
    if (paragraph) block.append(make("p", "", ...words(paragraph)));
  }
  return block;
}

fetch("/openapi.json").then((answer) => answer.json()).then(draw).catch((reason) => {
  main.replaceChildren(make("p", "", `The description could not be read: ${reason.message}`));
});

function draw(api) {
  const resolve = (value) => {
    let found = value;
    while (found && found.$ref) {
      const { $ref, ...rest } = found;
      found = { ...$ref.slice(2).split("/").reduce((at, key) => at?.[key.replaceAll("~1", "/")], api), ...rest };
    }
    return found ?? {};
  };

  main.replaceChildren(
    make("h1", "", api.info.title), prose(api.info.summary, "lead"), prose(api.info.description));
  nav.replaceChildren();

  for (const tag of api.tags) {
    const section = make("section", "", make("h2", "", tag.name), prose(tag.description, "lead"));
    const links = [];
    for (const [path, item] of Object.entries(api.paths)) {
      for (const method of methods) {
        const operation = item[method];
        if (!operation?.tags?.includes(tag.name)) continue;
        section.append(article(path, method, operation, item.parameters ?? []));
        const link = make("a", "", make("span", `method ${method}`, method.toUpperCase()), path);
        link.href = `#${operation.operationId}`;
        link.dataset.words = section.lastChild.dataset.words;
        links.push(link);
      }
    }
    if (links.length) {
      main.append(section);
      nav.append(make("div", "", make("h2", "", tag.name), ...links));
    }
  }

  function article(path, method, operation, shared) {
    const isOpen = operation.security?.length === 1 && Object.keys(operation.security[0]).length === 0;
    const box = make("article", "",
      make("h3", "", operation.summary, isOpen ? make("span", "open", "  open to all") : null),
      make("p", "route", make("span", `method ${method}`, method.toUpperCase()), " ", path),
      prose(operation.description));
    box.id = operation.operationId;
    const parameters = [...shared, ...(operation.parameters ?? [])].map(resolve);
    if (parameters.length) {
      box.append(make("h4", "", "Parameters"), make("dl", "", ...parameters.map((one) =>
        field(one.name, one.schema, one.required, one.in, one.description))));
    }
    const body = operation.requestBody && resolve(operation.requestBody);
    for (const [type, content] of Object.entries(body?.content ?? {})) {
      box.append(make("h4", "", `Body · ${type}`), ...shape(content.schema), ...examples(content));
    }
    box.append(make("h4", "", "Answers"));
    for (const [status, answer] of Object.entries(operation.responses)) box.append(response(status, resolve(answer)));
    box.dataset.words = `${path} ${method} ${box.textContent}`.toLowerCase();
    return box;
  }

  function response(status, answer) {
    const line = make("span", "", make("span", "status", status), ...words(answer.description));
    const inside = [];
    for (const [type, content] of Object.entries(answer.content ?? {})) {
      inside.push(make("p", "kind", type), ...shape(content.schema), ...examples(content));
    }
    for (const [name, header] of Object.entries(answer.headers ?? {})) {
      inside.push(make("dl", "", field(name, resolve(header).schema, false, "header", resolve(header).description)));
    }
    return inside.length ? make("details", "", make("summary", "", line), ...inside) : make("div", "", line);
  }

  function examples(content) {
    const all = { ...content.examples };
    if (content.example !== undefined) all.example = { value: content.example };
    return Object.values(all).map(resolve).map((one) => make("details", "",
      make("summary", "", one.summary ?? "Example"),
      make("pre", "", make("code", "", JSON.stringify(one.value, null, 2)))));
  }

  /** An object's fields, or one line for anything else. */
  function shape(schema, depth = 0) {
    const real = resolve(schema);
    const fields = Object.entries(real.properties ?? {});
    if (!fields.length) return [make("p", "kind", kind(real))];
    const required = new Set(real.required ?? []);
    return [make("dl", "fields", ...fields.map(([name, one]) =>
      field(name, one, required.has(name), "", undefined, depth)))];
  }

  function field(name, schema, isRequired, place, description, depth = 0) {
    const real = resolve(schema ?? {});
    const title = make("dt", "", name, isRequired && place ? make("b", "", " *") : null);
    const text = make("dd", "", make("div", "kind", [kind(real), place].filter(Boolean).join(" · ")),
      prose(description ?? real.description));
    const inner = [real, resolve(real.items ?? {}), ...(real.oneOf ?? []).map(resolve)].find((one) => one.properties);
    if (inner && depth < 5) {
      const more = make("details", "", make("summary", "", "Fields"));
      more.addEventListener("toggle", () => {
        if (more.children.length === 1) more.append(...shape(inner, depth + 1));
      });
      text.append(more);
    }
    return make("div", "field", title, text);
  }

  function kind(schema) {
    const words = [];
    if (schema.const !== undefined) words.push(JSON.stringify(schema.const));
    else if (schema.enum) words.push(schema.enum.map((one) => JSON.stringify(one)).join(" | "));
    else if (schema.oneOf) words.push([...new Set(schema.oneOf.map((one) => kind(resolve(one))))].join(" or "));
    else if (schema.type === "array") words.push(`list of ${kind(resolve(schema.items ?? {}))}`);
    else words.push([schema.type ?? (schema.properties ? "object" : "anything")].flat().join(" or "));
    if (schema.minimum !== undefined || schema.maximum !== undefined) {
      words.push(`${schema.minimum ?? "…"} to ${schema.maximum ?? "…"}`);
    }
    if (schema.maxLength) words.push(`at most ${schema.maxLength} characters`);
    if (schema.default !== undefined) words.push(`default ${JSON.stringify(schema.default)}`);
    return words.join(", ");
  }

  const find = document.querySelector("#find");
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of document.querySelectorAll("[data-words]")) {
      one.classList.toggle("quiet", !words.every((word) => one.dataset.words.includes(word)));
    }
    for (const group of document.querySelectorAll("main > section, nav > div")) {
      group.classList.toggle("quiet", !group.querySelector("[data-words]:not(.quiet)"));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== find) { event.preventDefault(); find.focus(); }
  });
  if (location.hash) document.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`)?.scrollIntoView();
}
