import Platform
import TestSupport
import Testing

@Suite struct `What the machine says` {
    @Test func `counts the processors that nproc counts`() async throws {
        let counted = try await Subprocess.run(Subprocess.Request("nproc", [])).outputText
        #expect(String(Machine.coreCount) + "\n" == counted)
    }

    @Test func `knows memory and disk`() async throws {
        #expect(Machine.residentBytes > 1 << 20)
        #expect(Machine.peakResidentBytes >= Machine.residentBytes / 2)
        #expect(Machine.memoryBytes > 64 << 20)
        #expect(Machine.processorTime > .zero)
        let ran = try await withSmallDisk { folder in
            #expect(Machine.freeDiskBytes(at: folder) == 64 << 10)
        }
        #expect(ran || Machine.freeDiskBytes(at: "/") != nil)
        #expect(Machine.freeDiskBytes(at: "/no/such/folder") == nil)
    }

    @Test(
        arguments: [
            (nil, "/home/ada/.cache/vitascope"), ("", "/home/ada/.cache/vitascope"),
            ("relative", "/home/ada/.cache/vitascope"), ("/elsewhere", "/elsewhere/vitascope"),
            ("/with slash/", "/with slash/vitascope"),
        ] as [(String?, String)])
    func `keeps to the XDG rules`(value: String?, expected: String) {
        #expect(UserFolders.folder(value: value, home: "/home/ada", otherwise: ".cache") == expected)
    }
}
