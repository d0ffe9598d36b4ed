-- wrk: submits the same job over and over, and counts what was not accepted.
wrk.method = "POST"
wrk.body = '{"prompt": "Why rivers bend. Water runs faster on the outside of a curve.", "duration_target": 20}'
wrk.headers["Content-Type"] = "application/json"

local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() refused = 0 end
function response(status) if status ~= 200 and status ~= 202 then refused = refused + 1 end end
function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused") end
  io.write(string.format('{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    refused + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
