import Film
import Platform
import TestSupport
import Testing

@Suite struct `Opening files for others` {
    @Test func `tells size, number and time as stat does`() async throws {
        try await withScratch { folder in
            let path = Path.join(folder, "film.mp4")
            try AtomicFile.write("twelve bytes", to: path)
            let opened = try #require(try FileSystem.openForReading(path))
            let stat = try await Subprocess.run(.init("stat", ["-c", "%s %i %.9Y", path]))
            let whole = opened.modified / 1_000_000_000
            let rest = String(opened.modified % 1_000_000_000)
            let padded = String(repeating: "0", count: 9 - rest.count) + rest
            #expect(stat.outputText == "\(opened.size) \(opened.inode) \(whole).\(padded)\n")
            #expect(FileSystem.size(ofDescriptor: opened.descriptor) == 12)
            // A file just written is in the kernel's cache; kernels before 5.12 cannot tell.
            if let quick = FileSystem.openWithoutWaiting(path) {
                #expect((quick.size, quick.inode, quick.modified) == (opened.size, opened.inode, opened.modified))
            }
        }
    }

    @Test func `finds no file in folders, pipes, devices and nothing`() async throws {
        try await withScratch { folder in
            let pipe = Path.join(folder, "pipe")
            #expect(try await Subprocess.run(.init("mkfifo", [pipe])).succeeded)
            for path in [folder, pipe, "/dev/null", Path.join(folder, "none"), Path.join(pipe, "below")] {
                let opened = try FileSystem.openForReading(path)
                #expect(opened == nil, "\(path)")
                #expect(FileSystem.openWithoutWaiting(path) == nil, "\(path)")
            }
        }
    }

    @Test func `the limit on open files is raised to the hard one`() async throws {
        let raised = OpenFileLimit.raise()
        let soft = try await Subprocess.run(.init("sh", ["-c", "ulimit -S -n; ulimit -H -n"]))
        let lines = soft.outputText.split(separator: "\n")
        #expect(lines.first.flatMap { Int($0) } == raised)
        if let hard = lines.last.flatMap({ Int($0) }), hard <= 1 << 20 { #expect(raised == hard) }
    }
}
