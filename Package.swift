// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "vitascope",
    dependencies: [
        // Minor versions are pinned here, not in Package.resolved: a mirror's commits differ from the public ones.
        .package(url: "https://github.com/apple/swift-argument-parser.git", .upToNextMinor(from: "1.4.0")),
        .package(url: "https://github.com/apple/swift-crypto.git", .upToNextMinor(from: "3.0.0")),
        .package(url: "https://github.com/apple/swift-log.git", .upToNextMinor(from: "1.5.4")),
        .package(url: "https://github.com/apple/swift-nio.git", .upToNextMinor(from: "2.65.0")),
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
        .systemLibrary(name: "CCurl", path: "Sources/Native/CCurl", pkgConfig: "libcurl"),
        .target(name: "Curl", dependencies: ["CCurl", "Film", "Platform"], path: "Sources/Native/Curl"),
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
                "Platform", "Scenery", "Sound", "Speaking", "Steps",
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

        .target(name: "Films", dependencies: ["Film", "Steps"], path: "Sources/Durability/Films"),
        .target(
            name: "StepsSQLite", dependencies: ["Film", "Films", "Platform", "SQLite", "Steps", "Webhooks"],
            path: "Sources/Durability/StepsSQLite"),

        // MARK: - Delivery: films over the network, and the workers that make them
        .target(
            name: "HTTPServer",
            dependencies: [
                "Film", "Platform", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ], path: "Sources/Delivery/HTTPServer"),
        .target(
            name: "Webhooks",
            dependencies: [
                "Curl", "Film", "Films", "Platform", .product(name: "Crypto", package: "swift-crypto"),
            ], path: "Sources/Delivery/Webhooks"),
        .target(
            name: "API",
            dependencies: [
                "Film", "Films", "HTTPServer", "Planning", "Platform", "Webhooks",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ], path: "Sources/Delivery/API"),
        .target(name: "CStudio", path: "Sources/Native/CStudio"),
        .target(
            name: "Studio",
            dependencies: [
                "CStudio", "Film", "HTTPServer", "Platform", "Zlib", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ], path: "Sources/Delivery/Studio"),
        .target(
            name: "Workers", dependencies: ["Artifacts", "Film", "Films", "Platform", "Rendering", "Steps"],
            path: "Sources/Delivery/Workers"),

        // MARK: - Apps: the only targets that choose drivers
        .target(
            name: "VitascopeCommands",
            dependencies: [
                "API", "Artifacts", "ArtifactsFiles", "Captions", "Curl", "Film", "Films", "Footage", "HTTPServer",
                "LibAV", "ModelPacks", "Packaging", "Pixels", "Planning", "Platform", "Rendering", "Sound", "Speaking",
                "Steps", "StepsSQLite", "Studio", "Webhooks", "Workers",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/Apps/VitascopeCommands"),
        .executableTarget(name: "vitascope", dependencies: ["VitascopeCommands"], path: "Sources/Apps/vitascope"),

        // MARK: - Tests
        .testTarget(name: "PlatformTests", dependencies: ["Platform", "Film", "TestSupport"]),
        .testTarget(name: "StepsTests", dependencies: ["Steps"]),
        .testTarget(
            name: "ArtifactsTests", dependencies: ["Artifacts", "ArtifactsFiles", "Conformance", "TestSupport"]),
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
        .testTarget(name: "PackagingTests", dependencies: ["Packaging", "LibAV", "Pixels", "Film", "TestSupport"]),
        .testTarget(name: "FilmsTests", dependencies: ["Conformance", "Films", "Film", "Steps", "TestSupport"]),
        .testTarget(
            name: "StepsSQLiteTests",
            dependencies: [
                "Conformance", "StepsSQLite", "Films", "Film", "SQLite", "Steps", "Platform", "TestSupport",
                "store-load",
            ]),
        .testTarget(name: "CurlTests", dependencies: ["Curl", "Film", "Platform", "TestSupport"]),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: [
                "HTTPServer", "Film", "Platform", "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ], exclude: ["Fixtures"]),
        .testTarget(
            name: "WebhooksTests",
            dependencies: ["Webhooks", "Curl", "Films", "Film", "Platform", "StepsSQLite", "Steps", "TestSupport"]),
        .testTarget(
            name: "APITests",
            dependencies: [
                "API", "Curl", "Film", "Films", "HTTPServer", "Planning", "Platform", "Steps", "StepsSQLite",
                "TestSupport",
                "Webhooks", .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .testTarget(
            name: "StudioTests",
            dependencies: [
                "Studio", "HTTPServer", "Film", "Platform", "Zlib", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .testTarget(
            name: "WorkersTests",
            dependencies: ["Workers", "Films", "Film", "Platform", "Rendering", "Steps", "TestSupport"]),
        .testTarget(
            name: "RenderingTests",
            dependencies: ["Rendering", "Captions", "Speaking", "Pixels", "Platform", "Film", "TestSupport"]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "VitascopeCommands", "API", "Curl", "Film", "Films", "Platform", "Rendering", "TestSupport",
            ]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["vitascope", "Curl", "Film", "Platform", "TestSupport"],
            exclude: ["Fixtures"]),
        .target(name: "TestSupport", dependencies: ["Film", "ModelPacks", "Platform"], path: "Tests/TestSupport"),
        // Loads a film store: to be measured, or to be killed in the midst of work.
        .executableTarget(
            name: "store-load", dependencies: ["Film", "Films", "Platform", "Steps", "StepsSQLite"],
            path: "Benchmarks/StoreLoad"),
        // The rules of each contract, which the tests of every driver run.
        .target(
            name: "Conformance", dependencies: ["Artifacts", "Film", "Films", "Steps", "TestSupport"],
            path: "Tests/Conformance"),
    ],
    swiftLanguageModes: [.v6]
)

// One set of rules for every Swift target; C targets and system modules take none of them.
let cTargets: Set = ["CPixels", "CPlatform", "COnnxRuntime", "CStudio"]
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
