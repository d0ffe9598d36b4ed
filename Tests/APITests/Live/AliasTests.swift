import API
import Film
import Films
import Platform
import Testing

@Suite struct AliasTests {
    @Test func aJobGoesFromPendingToItsResult() async throws {
        try await LiveService.run { live in
            let id = try await Python.run(
                """
                import sys, requests
                root = sys.argv[1]
                answer = requests.post(root + "/jobs", json={
                    "prompt": "The river rises at dawn.", "duration_target": 20, "style": "karaoke", "voice": "heart"})
                assert answer.status_code == 202, answer.text
                job = answer.json()
                assert job["status"] == "pending" and job["progress"] == 0
                assert answer.headers["location"] == f"/jobs/{job['id']}"
                early = requests.get(f"{root}/jobs/{job['id']}/result")
                assert early.status_code == 409 and early.headers["retry-after"]
                assert [j["id"] for j in requests.get(root + "/jobs?status=pending").json()["jobs"]] == [job["id"]]
                assert requests.get(root + "/jobs?status=failed").json()["jobs"] == []
                assert requests.get(root + "/jobs?status=lost").status_code == 400
                assert requests.get(root + "/jobs/nothing").status_code == 404
                sys.stdout.write(job["id"])
                """, [live.address])
            guard let film = FilmID(rawValue: id), let record = await live.films.film(film) else {
                throw TestFault("no film")
            }
            #expect(record.request.brief.length == 20)
            #expect(record.request.brief.captions == .karaoke)
            let lease = try await live.lease()
            let during = try await Python.run(
                "import sys, requests; print(requests.get(sys.argv[1]).json()['status'])",
                ["\(live.address)/jobs/\(id)"])
            #expect(during == "processing\n")
            try await live.films.finish(lease, .completed(LiveService.figures))
            try AtomicFile.write("film", to: "\(try live.folder(film))/film.mp4")
            let after = try await Python.run(
                """
                import sys, requests
                root, id = sys.argv[1:]
                assert requests.get(f"{root}/jobs/{id}").json()["status"] == "completed"
                result = requests.get(f"{root}/jobs/{id}/result").json()
                assert result["id"] == id and result["duration"] == 4
                print(requests.get(root + result["video_url"]).text)
                """, [live.address, id])
            #expect(after == "film\n")
        }
    }

    @Test func toolsGenerateAskCancelAndPrefetch() async throws {
        try await LiveService.run { live in
            let film = try await Python.run(
                """
                import sys, requests
                root = sys.argv[1]
                answer = requests.post(root + "/mcp/generate", json={
                    "prompt": "The river rises.", "duration_target": 30, "style": "noir", "voice": "heart",
                    "callback_url": "https://example.com/done"})
                assert answer.status_code == 202, answer.text
                task = answer.json()
                assert {"job_id", "status", "overall_progress", "current_step", "scenes_processed",
                        "total_scenes"} <= task.keys()
                assert task["status"] == "pending" and task["current_step"] == "queued"
                id = task["job_id"]
                assert requests.get(f"{root}/mcp/status/{id}").json()["job_id"] == id
                assert requests.get(f"{root}/mcp/storyboard/{id}").status_code == 409
                assert requests.get(f"{root}/mcp/result/{id}").status_code == 409
                stopped = requests.post(f"{root}/mcp/cancel/{id}").json()
                assert stopped["status"] == "failed" and stopped["current_step"] == "cancelled"
                ahead = requests.post(root + "/mcp/prefetch", json={"prompt": "Hills.", "duration_target": 30})
                assert ahead.status_code == 202 and ahead.json() == {"status": "accepted"}
                assert requests.post(root + "/v1/prefetch", json={"prompt": "Hills."}).status_code == 202
                wrong = requests.post(root + "/mcp/generate", json={"prompt": "x", "duration_target": "long"})
                assert wrong.status_code == 400 and "length" in wrong.json()["error"]["message"], wrong.text
                both = requests.post(root + "/jobs", json={"prompt": "x", "text": "y"})
                assert both.status_code == 400
                sys.stdout.write(id)
                """, [live.address])
            guard let id = FilmID(rawValue: film), let record = await live.films.film(id) else {
                throw TestFault("no film")
            }
            #expect(record.request.callback == "https://example.com/done")
            #expect(record.request.labels == ["style": "noir"])
        }
    }

    @Test func voicesAndLibraryAreListed() async throws {
        try await LiveService.run { services in
            services.sample = { voice, text in [UInt8]("RIFF \(voice): \(text)".utf8) }
        } _: { live in
            let text = try await Python.run(
                """
                import sys, requests
                root = sys.argv[1]
                voices = requests.get(root + "/v1/voices").json()
                assert [voice["id"] for voice in voices["data"]] == ["heart"] and voices["has_more"] is False
                sample = requests.get(root + voices["data"][0]["sample"], params={"text": "Hello & goodbye"})
                assert sample.headers["content-type"] == "audio/wav"
                assert requests.get(root + "/v1/voices/hart/sample").status_code == 404
                assert requests.get(root + "/v1/voices/heart/sample", params={"text": "x" * 301}).status_code == 400
                page = requests.get(root + "/v1/library", params={"q": "river", "limit": 2, "offset": 2}).json()
                assert [entry["title"] for entry in page["data"]] == ["river 2", "river 3"] and page["has_more"]
                assert requests.get(root + "/v1/library?limit=0").status_code == 400
                print(sample.text)
                """, [live.address])
            #expect(text == "RIFF heart: Hello & goodbye\n")
        }
    }
}
