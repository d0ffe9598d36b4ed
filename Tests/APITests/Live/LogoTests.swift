import API
import Film
import Films
import Platform
import TestSupport
import Testing

@Suite("A logo that is asked for over the network")
struct LogoTests {
    private static let setup = """
        import json, sys, requests
        root = sys.argv[1]
        def upload(name, content):
            answer = requests.put(f"{root}/v1/uploads/{name}", data=content)
            assert answer.status_code == 201, answer.text
            return answer.json()["id"]
        png = b"\\x89PNG\\r\\n\\x1a\\n" + bytes(range(200))
        logo, sound = upload("mark.png", png), upload("tone.wav", b"RIFF\\x24\\x00\\x00\\x00WAVEfmt " + bytes(200))
        def make(expected=200, path="/v1/videos", **fields):
            answer = requests.post(root + path, json={"prompt": "Rivers bend.", **fields})
            assert answer.status_code == expected, answer.text
            return answer.json()
        """

    @Test("It is an upload, stands where it was asked to, and a remix keeps it")
    func fields() async throws {
        try await LiveService.run { live in
            let films = try await Python.json(
                [String].self,
                Self.setup + """

                    plain = make()
                    assert plain["order"]["logo"] is None
                    one = make(logo=logo)
                    assert one["order"]["logo"] == {"file_id": logo, "corner": "top-right"}, one["order"]
                    two = make(logo={"file_id": logo, "corner": "bottom-left"})
                    assert two["order"]["logo"]["corner"] == "bottom-left"
                    again = make(path=f"/v1/videos/{two['id']}/remix")
                    assert again["order"]["logo"] == two["order"]["logo"]
                    moved = make(path=f"/v1/videos/{two['id']}/remix", logo={"corner": "top-left"})
                    assert moved["order"]["logo"] == {"file_id": logo, "corner": "top-left"}
                    bare = make(path=f"/v1/videos/{two['id']}/remix", logo="none")
                    assert bare["order"]["logo"] is None
                    form = requests.post(root + "/v1/videos", data={"prompt": "Rivers bend."},
                                         files={"logo": ("mark.png", png, "image/png")})
                    assert form.status_code == 200, form.text
                    assert form.json()["order"]["logo"]["corner"] == "top-right"
                    error = make(400, logo=sound)["error"]
                    assert (error["code"], error["param"]) == ("unusable_media", "logo"), error
                    error = make(404, logo="upload_" + "0" * 26)["error"]
                    assert error["param"] == "logo", error
                    json.dump([two["id"], logo], sys.stdout)
                    """, [live.address])
            let id = try #require(FilmID(rawValue: films[0]))
            let film = try #require(await live.services.films.film(id))
            let path = try await live.services.uploads.path(of: films[1])
            #expect(film.request.brief.logo == Logo(file: path ?? "", corner: .bottomLeft))
        }
    }
}
