import API
import Film
import Films
import Platform
import TestSupport
import Testing

@Suite("A recording that is asked for over the network")
struct RecordingTests {
    @Test("It is an upload with sound, and other words do not keep it")
    func fields() async throws {
        try await LiveService.run { live in
            let found = try await Python.json(
                [String].self,
                """
                import json, sys, requests
                root = sys.argv[1]
                def upload(name, content):
                    answer = requests.put(f"{root}/v1/uploads/{name}", data=content)
                    assert answer.status_code == 201, answer.text
                    return answer.json()["id"]
                wave = b"RIFF\\x24\\x00\\x00\\x00WAVEfmt " + bytes(200)
                talk, picture = upload("talk.wav", wave), upload("mark.png", b"\\x89PNG\\r\\n\\x1a\\n" + bytes(200))
                def make(expected=200, path="/v1/videos", **fields):
                    answer = requests.post(root + path, json={"prompt": "Rivers bend.", **fields})
                    assert answer.status_code == expected, answer.text
                    return answer.json()
                assert make()["order"]["recording"] is None
                one = make(recording=talk)
                assert one["order"]["recording"] == talk, one["order"]
                assert make(recording={"file_id": talk})["order"]["recording"] == talk
                assert make(recording="none")["order"]["recording"] is None
                again = make(path=f"/v1/videos/{one['id']}/remix", prompt="Rivers run straight.")
                assert again["order"]["recording"] is None, again["order"]
                form = requests.post(root + "/v1/videos", data={"prompt": "Rivers bend."},
                                     files={"recording": ("talk.wav", wave, "audio/wav")})
                assert form.status_code == 200, form.text
                assert form.json()["order"]["recording"].startswith("upload_")
                error = make(400, recording=picture)["error"]
                assert (error["code"], error["param"]) == ("unusable_media", "recording"), error
                error = make(404, recording="upload_" + "0" * 26)["error"]
                assert error["param"] == "recording", error
                json.dump([one["id"], talk], sys.stdout)
                """, [live.address])
            let id = try #require(FilmID(rawValue: found[0]))
            let film = try #require(await live.services.films.film(id))
            let path = try await live.services.uploads.path(of: found[1])
            #expect(film.request.brief.recording == path)
        }
    }
}
