import Testing

/// The `openai` package as it is installed, nothing of it changed.
@Suite("OpenAI's Python client") struct OpenAIClientTests {
    @Test("creates, polls, lists, downloads, remixes, deletes, and meets our errors as its own")
    func client() async throws {
        let said = try await LiveService.making { live in
            try await Python.run(Self.script, [live.address], within: .seconds(90))
        }
        #expect(said == "all well\n")
    }

    private static let script = #"""
        import io, sys, openai
        client = openai.OpenAI(api_key="any", base_url=sys.argv[1] + "/v1", max_retries=1)

        # Always multipart; extra_body rides in bracket keys.
        video = client.videos.create(
            prompt="Rivers bend. Water is never even.", model="sora-2", seconds="8", size="1280x720",
            extra_body={"captions": {"style": "karaoke"}, "labels": {"team": "red"}, "fps": 25})
        assert video.object == "video" and video.status in ("queued", "in_progress", "completed"), video
        assert video.seconds == "8" and video.size == "1280x720" and video.model == "sora-2"
        assert video.model_extra["labels"] == {"team": "red"}, video.model_extra

        done = client.videos.poll(video.id)
        assert done.status == "completed" and done.progress == 100 and done.error is None, done
        assert client.videos.retrieve(video.id).completed_at >= video.created_at

        picture = io.BytesIO(bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02"
            "fe0def46b80000000049454e44ae426082"))
        again = client.videos.create_and_poll(
            prompt="A picture of mine.", input_reference=("mine.png", picture, "image/png"), poll_interval_ms=50)
        assert again.status == "completed", again

        film = client.videos.download_content(video.id)
        body = film.read()
        assert film.response.headers["content-type"] == "video/mp4" and body[4:8] == b"ftyp"
        part = client.videos.download_content(video.id, extra_headers={"Range": "bytes=4-7"})
        assert part.response.status_code == 206 and part.read() == b"ftyp"
        for variant in ("thumbnail", "spritesheet"):
            assert client.videos.download_content(video.id, variant=variant).read()[:3] == b"\xff\xd8\xff"

        for index in range(5):
            client.videos.create(prompt=f"Film {index}.")
        ids = [one.id for one in client.videos.list(limit=2, order="asc")]
        assert len(ids) == len(set(ids)) == 7 and ids[:2] == [video.id, again.id], ids
        assert [one.id for one in client.videos.list(extra_query={"label.team": "red"})] == [video.id]

        remix = client.videos.remix(video.id, prompt="Lakes rest.")
        assert remix.remixed_from_video_id == video.id and remix.prompt == "Lakes rest." and remix.seconds == "8"

        gone = client.videos.delete(video.id)
        assert gone.deleted and gone.object == "video.deleted" and gone.id == video.id

        def refused(kind, code, call, param=None):
            try:
                call()
            except kind as error:
                assert error.code == code and error.param == param, (error.code, error.param)
                assert error.body["request_id"].startswith("req_")
                return error
            raise AssertionError(f"{kind} was expected")

        refused(openai.NotFoundError, "video_not_found", lambda: client.videos.retrieve(video.id), "id")
        refused(openai.BadRequestError, "missing_field", lambda: client.videos.create(prompt=""), "prompt")
        refused(openai.BadRequestError, "invalid_value",
                lambda: client.videos.create(prompt="x", extra_body={"captions": "loud"}), "captions")
        refused(openai.BadRequestError, "unknown_field",
                lambda: client.videos.create(prompt="x", extra_body={"colour": "red"}), "colour")
        key = {"Idempotency-Key": "one"}
        first = client.videos.create(prompt="Once.", extra_headers=key)
        assert client.videos.create(prompt="Once.", extra_headers=key).id == first.id
        refused(openai.UnprocessableEntityError, "idempotency_key_reused",
                lambda: client.videos.create(prompt="Twice.", extra_headers=key), "Idempotency-Key")
        client.videos.poll(first.id)
        refused(openai.ConflictError, "conflict",
                lambda: client.post(f"/videos/{first.id}/retry", cast_to=object))
        print("all well")
        """#
}

/// A key is asked for: the client's own exception for it.
@Suite("OpenAI's client and keys") struct OpenAIKeyTests {
    @Test("a wrong key is its AuthenticationError")
    func keys() async throws {
        let said = try await LiveService.run(gate: true) { live in
            try await Python.run(
                #"""
                import sys, openai
                try:
                    openai.OpenAI(api_key="vk_wrong", base_url=sys.argv[1] + "/v1").videos.list()
                except openai.AuthenticationError as error:
                    print(error.code, error.status_code)
                print(openai.OpenAI(api_key=sys.argv[2], base_url=sys.argv[1] + "/v1").videos.list().data)
                """#, [live.address, live.secret])
        }
        #expect(said == "invalid_api_key 401\n[]\n")
    }
}
