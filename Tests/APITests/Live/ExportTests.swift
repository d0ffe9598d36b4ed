import API
import Film
import Films
import Platform
import Testing

@Suite struct ExportTests {
    /// A finished film of three scenes: a photograph, a card, a clip from its second second on.
    private static func finished(_ live: LiveService) async throws -> FilmID {
        let film = try await live.submit()
        let lease = try await live.lease()
        let credit = Credit(role: "picture", title: "Dawn \"one\"", author: "Ana", licence: "CC0-1.0", source: "x")
        var photo = Shot(queries: ["river"])
        photo.choice = Choice(path: "/pictures/dawn & dusk.jpg", score: 1, credit: credit)
        var clip = Shot()
        clip.choice = Choice(path: "/clips/water.mp4", score: 1, start: 2000)
        let board = Storyboard(
            title: "The <river>", brief: Brief(source: .prompt("x")),
            scenes: [
                Scene(id: "s1", narration: "The river rises.", shot: photo),
                Scene(id: "s2", minimumDuration: 2000, shot: Shot(kind: .card(Card(role: .title, text: "River")))),
                Scene(id: "s3", narration: "It goes on.", shot: clip, entrance: .dissolve),
            ])
        let text = String(decoding: try StoryboardFile.encode(board), as: UTF8.self)
        try await live.films.report(lease, [.planned(title: "The river", scenes: 3)], storyboard: text)
        try await live.films.report(
            lease,
            [
                .scene(index: 2, seconds: 3.5, reused: false), .scene(index: 0, seconds: 2.4, reused: false),
                .scene(index: 1, seconds: 2, reused: true),
            ], storyboard: nil)
        let folder = try live.folder(film)
        try AtomicFile.write(
            "WEBVTT\n\n00:00.200 --> 00:02.000\nThe <b>river</b> rises &amp;\nfalls.\n\n00:04.600 --> 00:05.400\nIt goes on.\n",
            to: "\(folder)/captions.vtt")
        try AtomicFile.write([UInt8](repeating: 7, count: 1000), to: "\(folder)/film.mp4")
        try await live.films.finish(lease, .completed(LiveService.figures))
        return film
    }

    @Test func editorsReadTheTimeline() async throws {
        try await LiveService.run { live in
            let film = try await Self.finished(live)
            let lines = try await Python.json(
                [String].self,
                """
                import json, sys, requests, opentimelineio as otio
                answer = requests.get(sys.argv[1] + "/otio")
                assert "film.otio" in answer.headers["content-disposition"]
                timeline = otio.adapters.read_from_string(answer.text, "otio_json")
                again = otio.adapters.write_to_string(timeline, "otio_json")
                assert otio.adapters.read_from_string(again, "otio_json").is_equivalent_to(timeline)
                lines = [timeline.name, str(timeline.duration().value), str(timeline.duration().rate)]
                for track in timeline.tracks:
                    lines.append(f"{track.kind} {track.name} {track.enabled} {track.duration().value}")
                    for item in track:
                        place = item.range_in_parent()
                        line = f"{type(item).__name__} {item.name} at {place.start_time.value} for {place.duration.value}"
                        if isinstance(item, otio.schema.Clip):
                            line += f" of {item.media_reference.target_url} from {item.source_range.start_time.value}"
                            line += "".join(f" [{m.name} {m.marked_range.start_time.value} {m.marked_range.duration.value}]"
                                            for m in item.markers)
                            if "credit" in item.metadata["vitascope"]:
                                line += " by " + item.metadata["vitascope"]["credit"]["author"]
                        lines.append(line)
                json.dump(lines, sys.stdout)
                """, ["\(live.address)/v1/videos/\(film)/exports"])
            #expect(
                lines == [
                    "The <river>", "237.0", "30.0",
                    "Video Film True 237.0",
                    "Clip s1 at 0.0 for 72.0 of film.mp4 from 0.0 [The river rises & falls. 6.0 54.0]",
                    "Clip s2 at 72.0 for 60.0 of film.mp4 from 72.0",
                    "Clip s3 at 132.0 for 105.0 of film.mp4 from 132.0 [It goes on. 138.0 24.0]",
                    "Video Sources False 237.0",
                    "Clip s1 at 0.0 for 72.0 of file:///pictures/dawn%20%26%20dusk.jpg from 0.0 by Ana",
                    "Gap s2 at 72.0 for 60.0",
                    "Clip s3 at 132.0 for 105.0 of file:///clips/water.mp4 from 60.0",
                    "Audio Sound True 237.0",
                    "Clip sound at 0.0 for 237.0 of film.mp4 from 0.0",
                ])
        }
    }

    @Test func theListOfCutsIsPlainAndTheArchiveIsWhole() async throws {
        try await LiveService.run { live in
            let film = try await Self.finished(live)
            let text = try await Python.run(
                """
                import io, sys, requests, tarfile
                root = sys.argv[1]
                cuts = requests.get(root + "/edl").content.decode("ascii").split("\\r\\n")
                assert cuts[0] == "TITLE: The <river>" and cuts[1] == "FCM: NON-DROP FRAME"
                assert cuts[6] == "002  AX       B     C        00:00:02:12 00:00:04:12 00:00:02:12 00:00:04:12", cuts
                archive = requests.get(root + "/tar")
                files = tarfile.open(fileobj=io.BytesIO(archive.content))
                for member in files: print(member.name, member.size)
                assert files.extractfile("film.mp4").read() == bytes([7]) * 1000
                assert requests.get(root + "/docx").status_code == 404
                """, ["\(live.address)/v1/videos/\(film)/exports"])
            #expect(text.hasPrefix("film.mp4 1000\ncaptions.vtt "))
        }
    }
}
