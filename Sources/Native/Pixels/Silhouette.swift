internal import CPixels

/// A silhouette that glides sideways over what lies behind it, with a soft shadow above its edge and light along it.
///
/// Only the edge moves; what the body shows stays where it is on the screen. So gradients keep their grain still, edges
/// move by fractions of a pixel, and an encoder has nothing to do inside the body.
package final class Silhouette {
    /// A shadow that gathers above the edge.
    package struct Shadow {
        /// Its colour.
        package var colour: Samples
        /// How far it reaches in pixels, across the edge.
        package var reach: Float
        /// How much of it is seen at the edge, 0...1.
        package var level: Float
        /// How far above the edge it begins, in pixels.
        package var lift: Float = 0

        /// Describes a shadow.
        package init(colour: Samples, reach: Float, level: Float, lift: Float = 0) {
            self.colour = colour
            self.reach = reach
            self.level = level
            self.lift = lift
        }
    }

    /// Light that lies along the edge.
    package struct Rim {
        /// Its colours, in the rows that it may reach.
        package var colour: Strip
        /// How far it reaches in pixels, straight down.
        package var reach: Float
        /// How much of it is seen at the edge, 0...1.
        package var level: Float

        /// Describes a rim of light.
        package init(colour: Strip, reach: Float, level: Float) {
            self.colour = colour
            self.reach = reach
            self.level = level
        }
    }

    /// The silhouette's edge.
    package let profile: Profile
    private let body: Strip
    private let shadow: Shadow?
    private let rim: Rim?
    private let size: (width: Int, height: Int)

    // The edge where it has moved to.
    private var offset = 0
    private var fraction: Float = 0
    private var middle: [Float]
    private var evens: [Float]
    private var odds: [Float]
    private var centres: [Float]
    private var evenRises: [Float]
    private var oddRises: [Float]
    private var lumaRows: [cpixels_rows]
    private var chromaRows: [cpixels_rows]

    /// Makes a silhouette.
    ///
    /// - Parameters:
    ///   - profile: Its edge.
    ///   - body: What it shows, from the profile's first row down to where something nearer always covers it.
    ///   - shadow: Its shadow.
    ///   - rim: Light along its edge.
    ///   - width: The film's width in pixels.
    ///   - height: The film's height in pixels.
    package init(profile: Profile, body: Strip, shadow: Shadow? = nil, rim: Rim? = nil, width: Int, height: Int) {
        self.profile = profile
        self.body = body
        self.shadow = shadow
        self.rim = rim
        size = (width, height)
        let columns = (width + Profile.block - 1) / Profile.block * Profile.block
        middle = [Float](repeating: 0, count: columns)
        evens = [Float](repeating: 0, count: columns / 2)
        (odds, centres, evenRises, oddRises) = (evens, evens, evens, evens)
        let none = cpixels_rows(shadow: 0, edge: 0, inside: 0, plain: 0)
        lumaRows = [cpixels_rows](repeating: none, count: columns / 64)
        chromaRows = [cpixels_rows](repeating: none, count: columns / 128)
    }

    /// Moves the edge left, and notes which rows it hides.
    ///
    /// - Parameters:
    ///   - distance: Pixels from where the profile says, any number.
    ///   - limits: Rows from which on something nearer covers everything; lowered to those that this body covers.
    package func move(by distance: Double, hiding limits: inout RowLimits) {
        let rest = distance.truncatingRemainder(dividingBy: Double(profile.period))
        let place = rest < 0 ? rest + Double(profile.period) : rest
        offset = min(Int(place), profile.period - 1)
        fraction = Float(place - Double(offset))
        let count = middle.count
        profile.heights.withUnsafeBufferPointer { heights in
            guard let left = heights.baseAddress.map({ $0 + offset }) else { return }
            cpixels_between(&middle, left, left + 1, Int32(count), fraction)
        }
        cpixels_pairs(&evens, &odds, middle, Int32(count / 2))
        cpixels_between(&centres, evens, odds, Int32(count / 2), 0.5)
        profile.rises.withUnsafeBufferPointer { rises in
            guard let left = rises.baseAddress.map({ $0 + offset }) else { return }
            cpixels_pairs(&evenRises, &oddRises, left, Int32(count / 2))
        }
        withEdge(.luma) { edge in
            cpixels_silhouette_rows(&lumaRows, Int32(size.width), Int32(size.height), edge, [look(.luma)])
        }
        withEdge(.blue) { edge in
            cpixels_silhouette_rows(
                &chromaRows, Int32((size.width + 1) / 2), Int32((size.height + 1) / 2), edge, [look(.blue)])
        }
        limits.lower(luma: lumaRows.map(\.inside), chroma: chromaRows.map(\.inside))
    }

    /// Draws the silhouette where it has moved to.
    ///
    /// - Parameters:
    ///   - picture: At the film's size.
    ///   - limits: Rows from here on are left alone, because something covers them later.
    package func draw(onto picture: Picture, above limits: RowLimits) {
        for (plane, name) in [(picture.luma, PlaneName.luma), (picture.blue, .blue), (picture.red, .red)] {
            withEdge(name) { edge in
                cpixels_silhouette(
                    plane.base, plane.stride, Int32(plane.width), 0, Int32(plane.height), edge, [look(name)],
                    name == .luma ? lumaRows : chromaRows, name == .luma ? limits.luma : limits.chroma)
            }
        }
    }

    private enum PlaneName { case luma, blue, red }

    private func withEdge(_ name: PlaneName, _ body: (UnsafePointer<cpixels_edge>) -> Void) {
        func give(
            _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ middle: UnsafePointer<Float>,
            _ leftRise: UnsafePointer<Float>, _ rightRise: UnsafePointer<Float>
        ) {
            let isLuma = name == .luma
            // A chroma sample spans two columns and two rows, and its edge is as soft as that.
            var edge = cpixels_edge(
                left: left, right: right, middle: middle, left_rise: leftRise, right_rise: rightRise,
                share: isLuma ? fraction : 0.5, pitch: isLuma ? 1 : 2, softness: isLuma ? 1 : 0.5)
            body(&edge)
        }
        if name == .luma {
            profile.heights.withUnsafeBufferPointer { heights in
                profile.rises.withUnsafeBufferPointer { rises in
                    guard let heights = heights.baseAddress, let rises = rises.baseAddress else { return }
                    give(heights + offset, heights + offset + 1, middle, rises + offset, rises + offset + 1)
                }
            }
        } else {
            give(evens, odds, centres, evenRises, oddRises)
        }
    }

    private func look(_ name: PlaneName) -> cpixels_look {
        func plane(_ strip: Strip) -> (Picture.Plane, first: Int, end: Int) {
            let planes = strip.picture
            let plane = name == .luma ? planes.luma : name == .blue ? planes.blue : planes.red
            let first = name == .luma ? strip.firstRow : strip.firstRow / 2
            return (plane, first, strip.stride(of: plane) == 0 ? Int(Int32.max) : first + plane.height)
        }
        let (body, first, end) = plane(self.body)
        let (light, lightFirst, lightEnd) = plane(rim?.colour ?? self.body)
        let shade = shadow?.colour
        let colour = name == .luma ? shade?.luma : name == .blue ? shade?.blue : shade?.red
        return cpixels_look(
            body: body.base, body_stride: self.body.stride(of: body), rim: light.base,
            rim_stride: (rim?.colour ?? self.body).stride(of: light), body_row: Int32(first), body_end: Int32(end),
            rim_row: Int32(lightFirst), rim_end: Int32(lightEnd), shade: colour ?? 0,
            shadow_level: shadow?.level ?? 0, shadow_loss: 1 / (shadow?.reach ?? 1), lift: shadow?.lift ?? 0,
            rim_level: rim?.level ?? 0, rim_loss: 1 / (rim?.reach ?? 1))
    }
}

/// For each 64 columns of a plane, the row from which on something nearer covers everything.
package struct RowLimits {
    var luma: [Int32]
    var chroma: [Int32]

    /// Nothing is covered in a picture of this size.
    package init(width: Int, height: Int) {
        let blocks = (width + Profile.block - 1) / Profile.block
        luma = [Int32](repeating: Int32(height), count: 2 * blocks)
        chroma = [Int32](repeating: Int32((height + 1) / 2), count: blocks)
    }

    /// The first row from which on everything is covered, even.
    package var lowest: Int { (Int(luma.max() ?? 0) + 1) & ~1 }

    mutating func lower(luma rows: [Int32], chroma chromaRows: [Int32]) {
        for index in luma.indices { luma[index] = min(luma[index], rows[index]) }
        for index in chroma.indices { chroma[index] = min(chroma[index], chromaRows[index]) }
    }
}

extension Picture {
    /// Copies a picture of the same size down to where something nearer covers it.
    package func copy(_ other: Picture, above limits: RowLimits) {
        for (out, source, limits) in [
            (luma, other.luma, limits.luma), (blue, other.blue, limits.chroma), (red, other.red, limits.chroma),
        ] {
            cpixels_copy_above(
                out.base, out.stride, source.base, source.stride, Int32(out.width), Int32(out.height), limits)
        }
    }
}
