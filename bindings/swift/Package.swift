// swift-tools-version: 6.0
import PackageDescription

// `run-tests` writes Sources/NourishCore/NourishCore.swift and Sources/NourishFFI/, and says where the library lies.
let library = Context.environment["NOURISH_LIBRARY_FOLDER"] ?? "../../target/debug"

let package = Package(
    name: "Nourish",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "Nourish", targets: ["Nourish"])],
    targets: [
        .systemLibrary(name: "NourishFFI"),
        // Generated code, and the dates that it speaks: Swift 6's rules for concurrency refuse what UniFFI writes for callbacks.
        .target(
            name: "NourishCore", dependencies: ["NourishFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: [
                .linkedLibrary("nourish_bindings"),
                .unsafeFlags(["-L\(library)", "-Xlinker", "-rpath", "-Xlinker", library]),
            ]),
        .target(name: "Nourish", dependencies: ["NourishCore"]),
        .executableTarget(name: "companion", dependencies: ["Nourish"], path: "Samples/companion"),
        .executableTarget(name: "door", dependencies: ["Nourish"], path: "Samples/door"),
        .testTarget(name: "NourishTests", dependencies: ["Nourish"]),
    ],
    swiftLanguageModes: [.v6]
)
