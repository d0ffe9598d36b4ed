/// One movie fragment (ISO/IEC 14496-12, 8.8.4): a `moof` that says where and when each sample is, and its `mdat`.
enum Fragment {
    private static let keyFlags: UInt32 = 0x0200_0000  // Depends on no other sample.
    private static let otherFlags: UInt32 = 0x0101_0000  // Depends on others, is no sync sample.

    /// Writes a fragment.
    ///
    /// - Parameters:
    ///   - sequence: 1 for the film's first fragment, then counting.
    ///   - runs: At most one run per track, none of them empty.
    /// - Returns: The `moof` and `mdat` boxes.
    static func bytes(sequence: Int, runs: [MediaRun]) -> [UInt8] {
        var writer = BoxWriter()
        var offsetPlaces: [Int] = []
        writer.box("moof") { moof in
            moof.fullBox("mfhd") { $0.put32(UInt32(sequence)) }
            for run in runs {
                moof.box("traf") { traf in
                    traf.fullBox("tfhd", flags: 0x02_0000) { $0.put32(UInt32(run.track + 1)) }  // default-base-is-moof
                    traf.fullBox("tfdt", version: 1) { $0.put64(UInt64(run.start)) }
                    // Data offset, then for each sample its duration, size, flags and composition offset.
                    traf.fullBox("trun", flags: 0x0000_0f01) { trun in
                        trun.put32(UInt32(run.samples.count))
                        offsetPlaces.append(trun.bytes.count)
                        trun.put32(0)
                        for sample in run.samples {
                            trun.put32(UInt32(sample.duration))
                            trun.put32(UInt32(sample.data.count))
                            trun.put32(sample.isKey ? keyFlags : otherFlags)
                            trun.put32(UInt32(sample.offset))
                        }
                    }
                }
            }
        }
        var offset = writer.bytes.count + 8
        for (place, run) in zip(offsetPlaces, runs) {
            writer.patch32(at: place, UInt32(offset))
            offset += run.samples.reduce(0) { $0 + $1.data.count }
        }
        writer.box("mdat") { mdat in
            for run in runs {
                for sample in run.samples { mdat.put(sample.data) }
            }
        }
        return writer.bytes
    }
}
