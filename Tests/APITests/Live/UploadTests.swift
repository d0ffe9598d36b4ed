import API
import Film
import Films
import FoundationEssentials
import Platform
import TestSupport
import Testing

@Suite struct UploadTests {
    private static let setup = """
        import json, os, sys, requests
        from tusclient import client
        root = sys.argv[1] + "/v1/uploads"
        """

    /// A file that begins like a JPEG and goes on with noise.
    private static func picture(_ folder: String, bytes: Int) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<(bytes / 8)).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
        let path = "\(folder)/Evening at the river (1).jpg"
        try AtomicFile.write([0xFF, 0xD8, 0xFF, 0xE0] + noise, to: path)
        return path
    }

    private static func same(_ one: String, _ other: String) async throws -> Bool {
        try await Subprocess.run(.init("cmp", [one, other])).succeeded
    }

    @Test func anUploadCutMidwayGoesOnInAnotherClientAndAnotherService() async throws {
        try await withScratch { scratch in
            let file = try Self.picture(scratch, bytes: 3_000_000)
            let data = "\(scratch)/data"
            let begun = try await LiveService.run(data: data) { live in
                try await Python.run(
                    Self.setup + """

                        uploader = client.TusClient(root).uploader(
                            sys.argv[2], chunk_size=600_000, metadata={"filename": os.path.basename(sys.argv[2])})
                        uploader.upload(stop_at=600_000)
                        # The connection breaks in the middle of the next piece.
                        import http.client
                        host = sys.argv[1].removeprefix("http://")
                        link = http.client.HTTPConnection(host)
                        path = "/" + uploader.url.split("/", 3)[3]
                        link.putrequest("PATCH", path)
                        for name, value in {"Tus-Resumable": "1.0.0", "Upload-Offset": "600000",
                                            "Content-Type": "application/offset+octet-stream",
                                            "Content-Length": "600000"}.items(): link.putheader(name, value)
                        link.endheaders()
                        content = open(sys.argv[2], "rb").read()
                        link.send(content[600_000:850_000])
                        link.sock.close()
                        # Something of the broken piece is kept, however much had come through.
                        import time
                        before, offset = 0, 600_000
                        while offset == 600_000 or offset != before:
                            time.sleep(0.3)
                            head = requests.head(uploader.url, headers={"Tus-Resumable": "1.0.0"})
                            before, offset = offset, int(head.headers["Upload-Offset"])
                        assert offset <= 850_000, offset
                        sys.stdout.write(f"{path} {offset}")
                        """, [live.address, file])
            }
            try await LiveService.run(data: data) { live in
                let state = try await Python.json(
                    [String: String].self,
                    Self.setup + """

                        url = sys.argv[1] + sys.argv[3]
                        head = requests.head(url, headers={"Tus-Resumable": "1.0.0"})
                        assert head.headers["Upload-Length"] == "3000004"
                        assert head.headers["Upload-Offset"] == sys.argv[4]
                        uploader = client.TusClient(root).uploader(sys.argv[2], url=url, chunk_size=700_000)
                        assert uploader.offset == int(sys.argv[4])
                        uploader.upload()
                        state = requests.get(url).json()
                        assert state["status"] == "completed" and state["bytes"] == 3000004
                        json.dump({key: state[key] for key in ("id", "kind", "type", "filename")}, sys.stdout)
                        """, [live.address, file] + begun.split(separator: " ").map(String.init))
                #expect(state["kind"] == "photo")
                #expect(state["type"] == "image/jpeg")
                #expect(state["filename"] == "Evening at the river (1).jpg")
                let path = try await live.services.uploads.path(of: state["id"] ?? "")
                #expect(path?.hasSuffix("/Evening-at-the-river-1.jpg") == true)
                #expect(try await Self.same(path ?? "", file))
            }
        }
    }

    @Test func filesComeInOneGoToo() async throws {
        try await LiveService.run { live in
            try await withScratch { scratch in
                let file = try Self.picture(scratch, bytes: 300_000)
                let ids = try await Python.json(
                    [String].self,
                    Self.setup + """

                        content = open(sys.argv[2], "rb").read()
                        put = requests.put(root + "/h%C3%A9ron.jpg", data=content)
                        assert put.status_code == 201, put.text
                        form = requests.post(root, files={"file": ("a/../b.jpg", content, "image/jpeg")})
                        assert form.status_code == 201, form.text
                        def pieces():
                            for start in range(0, len(content), 10_000): yield content[start:start + 10_000]
                        chunked = requests.put(root + "/chunked", data=pieces())
                        assert chunked.status_code == 201, chunked.text
                        json.dump([answer.json()["id"] for answer in (put, form, chunked)], sys.stdout)
                        """, [live.address, file])
                for (id, name) in zip(ids, ["héron.jpg", "b.jpg", "upload.jpg"]) {
                    let path = try await live.services.uploads.path(of: id) ?? ""
                    #expect(path == "\(live.services.places.uploads)/\(id)/\(name)")
                    #expect(try await Self.same(path, file))
                }
            }
        }
    }

    @Test func whatIsOfNoUseIsRefusedAndForgotten() async throws {
        try await LiveService.run { live in
            let codes = try await Python.json(
                [String].self,
                Self.setup + """

                    tus = {"Tus-Resumable": "1.0.0"}
                    stream = {**tus, "Content-Type": "application/offset+octet-stream"}
                    codes = []
                    def note(answer): codes.append(f"{answer.status_code} {answer.json()['error']['code']}")
                    note(requests.put(root + "/tool.jpg", data=b"\\x7fELF" + bytes(2000)))
                    note(requests.put(root + "/empty.jpg", data=b""))
                    note(requests.put(root + "/page.txt", data=b"<script>\\0</script>"))
                    note(requests.post(root, headers={**tus, "Upload-Length": "0"}))
                    note(requests.post(root, headers={**tus, "Upload-Length": "many"}))
                    note(requests.post(root, headers=tus))
                    note(requests.post(root, headers={**tus, "Upload-Length": str(1 << 40)}))
                    note(requests.post(root, headers={**tus, "Upload-Length": "9", "Upload-Metadata": "filename %%%"}))
                    note(requests.post(root, headers={"Tus-Resumable": "0.2.2", "Upload-Length": "9"}))
                    url = sys.argv[1] + requests.post(root, headers={**tus, "Upload-Length": "9"}).headers["Location"]
                    note(requests.patch(url, data=b"abc", headers={**stream, "Upload-Offset": "5"}))
                    note(requests.patch(url, data=b"abc", headers={**tus, "Upload-Offset": "0"}))
                    note(requests.patch(url, data=b"0123456789", headers={**stream, "Upload-Offset": "0"}))
                    note(requests.patch(url, data=b"012345678", headers={**stream, "Upload-Offset": "0"}))
                    note(requests.get(url))
                    note(requests.get(root + "/..%2f..%2fetc"))
                    note(requests.get(root + "/upload_00000000000000000000000000"))
                    note(requests.post(root, data={"field": "text"}, files={"a": ("a.md", b"# A"), "b": ("b.md", b"# B")}))
                    json.dump(codes, sys.stdout)
                    """, [live.address])
            #expect(
                codes == [
                    "415 unsupported_media_type", "400 unusable_media", "415 unsupported_media_type",
                    "400 invalid_header", "400 invalid_header", "400 invalid_header", "413 body_too_large",
                    "400 invalid_header", "412 unsupported_version", "409 conflict", "415 unsupported_media_type",
                    "413 body_too_large", "415 unsupported_media_type", "404 upload_not_found",
                    "404 not_found", "404 upload_not_found", "400 invalid_form",
                ])
            let left = try FileSystem.names(in: live.services.places.uploads)
            #expect(left.isEmpty)
        }
    }

    @Test func filmsAreIllustratedWithUploadedPicturesAndNothingElse() async throws {
        try await LiveService.run { live in
            let id = try await Python.run(
                Self.setup + """

                    photo = requests.put(root + "/a.jpg", data=b"\\xff\\xd8\\xff" + bytes(600)).json()["id"]
                    text = requests.put(root + "/a.md", data=b"# A").json()["id"]
                    def make(media):
                        return requests.post(sys.argv[1] + "/v1/videos", json={"prompt": "A river.", "media": media})
                    for media, status, code in (([text], 400, "unusable_media"), (["upload_x"], 404, "upload_not_found"),
                                                ([photo, text], 400, "unusable_media")):
                        answer = make(media)
                        assert answer.status_code == status and answer.json()["error"]["code"] == code, answer.text
                        assert answer.json()["error"]["param"] == "media"
                    made = make([photo])
                    assert made.status_code < 300, made.text
                    sys.stdout.write(made.json()["id"] + " " + photo)
                    """, [live.address])
            let names = id.split(separator: " ").map(String.init)
            let record = await live.films.film(FilmID(rawValue: names[0]) ?? FilmID(at: 0))
            #expect(record?.request.media == [names[1]])
        }
    }

    @Test func aFullDiskIsToldBeforeAnythingIsSent() async throws {
        try await LiveService.run { services in
            services.uploads = UploadStore(
                places: services.places, now: services.now, rules: UploadRules(reserve: 1 << 60))
        } _: { live in
            let status = try await Python.run(
                Self.setup + """

                    print(requests.post(root, headers={"Tus-Resumable": "1.0.0", "Upload-Length": "9"}).status_code,
                          requests.put(root + "/a.md", data=b"# A").status_code)
                    """, [live.address])
            #expect(status == "507 507\n")
        }
    }

    @Test func uploadsEndWhenTheirTimeIsOverOrTheirOwnerSays() async throws {
        try await LiveService.run { services in
            services.uploads = UploadStore(
                places: services.places, now: services.now, rules: UploadRules(unfinished: -10, finished: 1000))
        } _: { live in
            let text = try await Python.run(
                Self.setup + """

                    tus = {"Tus-Resumable": "1.0.0"}
                    options = requests.options(root)
                    assert options.headers["Tus-Version"] == "1.0.0" and "termination" in options.headers["Tus-Extension"]
                    begun = requests.post(root, headers={**tus, "Upload-Length": "9"})
                    assert "GMT" in begun.headers["Upload-Expires"] and begun.headers["Tus-Resumable"] == "1.0.0"
                    kept = requests.put(root + "/a.md", data=b"# A").json()["id"]
                    gone = requests.put(root + "/b.md", data=b"# B").json()["id"]
                    assert requests.delete(f"{root}/{gone}", headers=tus).status_code == 204
                    assert requests.delete(f"{root}/{gone}", headers=tus).status_code == 404
                    print(kept)
                    """, [live.address])
            let removed = try await live.services.uploads.removeExpired()
            #expect(removed == 1)
            let left = try FileSystem.names(in: live.services.places.uploads)
            #expect(left == [text.split(separator: "\n").first.map(String.init)])
        }
    }
}
