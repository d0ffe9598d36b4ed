// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "vitascope",
    dependencies: [
        // Minor versions are pinned here, not in Package.resolved: a mirror's commits differ from the public ones.
        .package(url: "https://github.com/apple/swift-argument-parser.git", .upToNextMinor(from: "1.4.0")),
        .package(url: "https://github.com/apple/swift-crypto.git", .upToNextMinor(from: "3.0.0")),
    ],
    targets: [
        // MARK: - The vocabulary: values only
        .target(name: "Film"),

        // MARK: - Native: each C library and the one Swift target that imports it
        .target(name: "CPixels", path: "Sources/Native/CPixels"),
        .target(name: "Pixels", dependencies: ["CPixels", "Film"], path: "Sources/Native/Pixels"),
        .systemLibrary(
            name: "CLibAV", path: "Sources/Native/CLibAV",
            pkgConfig: "libavformat libavcodec libavfilter libavutil libswscale libswresample"),
        .target(name: "LibAV", dependencies: ["CLibAV", "Film", "Pixels", "Platform"], path: "Sources/Native/LibAV"),
        .systemLibrary(name: "CLibASS", path: "Sources/Native/CLibASS", pkgConfig: "libass"),
        .target(
            name: "LibASS", dependencies: ["CLibASS", "CPixels", "Film", "Pixels"], path: "Sources/Native/LibASS"),
        .systemLibrary(name: "CSQLite", path: "Sources/Native/CSQLite", pkgConfig: "sqlite3"),
        .target(name: "SQLite", dependencies: ["CSQLite", "Film"], path: "Sources/Native/SQLite"),
        .target(name: "COnnxRuntime", path: "Sources/Native/COnnxRuntime"),
        .target(
            name: "OnnxRuntime", dependencies: ["COnnxRuntime", "Film", "Platform"],
            path: "Sources/Native/OnnxRuntime"),
        .systemLibrary(name: "CZlib", path: "Sources/Native/CZlib", pkgConfig: "zlib"),
        .target(name: "Zlib", dependencies: ["CZlib", "Film"], path: "Sources/Native/Zlib"),
        .systemLibrary(name: "CLoudness", path: "Sources/Native/CLoudness", pkgConfig: "libebur128"),
        .target(name: "Loudness", dependencies: ["CLoudness", "Film"], path: "Sources/Native/Loudness"),
        .target(name: "CPlatform", path: "Sources/Native/CPlatform"),
        .target(name: "Platform", dependencies: ["CPlatform", "Film"], path: "Sources/Native/Platform"),

        // MARK: - Model packs
        .target(
            name: "ModelPacks",
            dependencies: ["Film", "Platform", .product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/Models",
            resources: [.embedInCode("packs.json")]),

        // MARK: - Pipeline: stages in the order of the data; they meet in Rendering
        .target(name: "Planning", dependencies: ["Film"], path: "Sources/Pipeline/Planning"),
        .target(
            name: "Speaking", dependencies: ["Film", "OnnxRuntime", "Platform", "Zlib"],
            path: "Sources/Pipeline/Speaking"),
        .target(
            name: "Footage", dependencies: ["Film", "LibAV", "Pixels", "Platform", "SQLite"],
            path: "Sources/Pipeline/Visuals/Footage"),
        .target(
            name: "Scenery", dependencies: ["Film", "LibASS", "Pixels"], path: "Sources/Pipeline/Visuals/Scenery"),
        .target(name: "Sound", dependencies: ["Film", "LibAV", "Loudness"], path: "Sources/Pipeline/Sound"),
        .target(name: "Captions", dependencies: ["Film", "LibASS", "Pixels"], path: "Sources/Pipeline/Captions"),
        .target(name: "Encoding", dependencies: ["Film", "LibAV", "Pixels"], path: "Sources/Pipeline/Encoding"),
        .target(
            name: "Packaging", dependencies: ["Film", "LibAV", "Platform"], path: "Sources/Pipeline/Packaging"),

        .target(
            name: "Rendering",
            dependencies: [
                "Artifacts", "Captions", "Encoding", "Film", "Footage", "LibAV", "Packaging", "Pixels", "Planning",
                "Platform", "Scenery", "Sound", "Steps",
            ], path: "Sources/Pipeline/Rendering"),

        // MARK: - Durability: contracts with their memory twins, then drivers
        .target(name: "Steps", path: "Sources/Durability/Steps"),
        .target(
            name: "Artifacts", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/Durability/Artifacts"),
        .target(
            name: "ArtifactsFiles",
            dependencies: ["Artifacts", "Film", "Platform", .product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/Durability/ArtifactsFiles"),

        // MARK: - Apps: the only targets that choose drivers
        .target(
            name: "VitascopeCommands",
            dependencies: [
                "Artifacts", "ArtifactsFiles", "Captions", "Film", "Footage", "LibAV", "ModelPacks", "Packaging",
                "Pixels", "Planning",
                "Platform", "Rendering", "Sound", "Speaking", "Steps",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/Apps/VitascopeCommands"),
        .executableTarget(name: "vitascope", dependencies: ["VitascopeCommands"], path: "Sources/Apps/vitascope"),

        // MARK: - Tests
        .testTarget(name: "PlatformTests", dependencies: ["Platform", "Film", "TestSupport"]),
        .testTarget(name: "StepsTests", dependencies: ["Steps"]),
        .testTarget(name: "ArtifactsTests", dependencies: ["Artifacts", "ArtifactsFiles", "TestSupport"]),
        .testTarget(name: "FilmTests", dependencies: ["Film"]),
        .testTarget(name: "PixelsTests", dependencies: ["Pixels"]),
        .testTarget(name: "LibAVTests", dependencies: ["LibAV", "Pixels", "Platform", "Film", "TestSupport"]),
        .testTarget(name: "ModelPacksTests", dependencies: ["ModelPacks", "Platform", "Film", "TestSupport"]),
        .testTarget(name: "PlanningTests", dependencies: ["Planning", "Film"]),
        .testTarget(
            name: "SpeakingTests", dependencies: ["Speaking", "OnnxRuntime", "Platform", "Film", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "FootageTests",
            dependencies: ["Footage", "SQLite", "LibAV", "Pixels", "Platform", "Film", "TestSupport"]),
        .testTarget(name: "SceneryTests", dependencies: ["Scenery", "LibASS", "Pixels", "Film", "TestSupport"]),
        .testTarget(
            name: "SoundTests",
            dependencies: ["Sound", "Loudness", "LibAV", "ModelPacks", "Platform", "Film", "TestSupport"]),
        .testTarget(name: "CaptionsTests", dependencies: ["Captions", "LibASS", "Pixels", "Film", "TestSupport"]),
        .testTarget(
            name: "EncodingTests",
            dependencies: ["Encoding", "Packaging", "LibAV", "Pixels", "Platform", "Film", "TestSupport"]),
        .testTarget(name: "PackagingTests", dependencies: ["Packaging", "LibAV", "Film", "TestSupport"]),
        .testTarget(
            name: "RenderingTests",
            dependencies: ["Rendering", "Captions", "Speaking", "Pixels", "Platform", "Film", "TestSupport"]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["vitascope", "Platform", "Film", "TestSupport"]),
        .target(name: "TestSupport", dependencies: ["Film", "ModelPacks", "Platform"], path: "Tests/TestSupport"),
    ],
    swiftLanguageModes: [.v6]
)

// One set of rules for every Swift target; C targets and system modules take none of them.
let cTargets: Set = ["CPixels", "CPlatform", "COnnxRuntime"]
for target in package.targets where target.type != .system {
    if cTargets.contains(target.name) {
        target.cSettings = [.define("_GNU_SOURCE")]
        continue
    }
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .treatAllWarnings(as: .error),
        // Tests run on the release build, the one that films are made with, and some look inside a module.
        .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
    ]
}
