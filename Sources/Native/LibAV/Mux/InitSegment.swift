/// The header of a fragmented MP4 (CMAF header, ISO/IEC 23000-19, 7.3.1): what the tracks are, and no samples.
///
/// libav's own muxer is not used for fragments. To start a track with B-frames at zero it must hold back the header
/// until it has seen the first fragment (`delay_moov`), so headers would come late and differ from scene to scene; with
/// `empty_moov` the first picture shows late by the reorder delay, whatever else is set.
///
/// Decoding times are shifted to start at zero, and an edit list takes the same shift off the showing times, as CMAF's
/// `cmfc` brand has it. The alternative without one, signed composition offsets (`cmf2`), was tried: libav's demuxer,
/// and so every player built on it, then shows all pictures one frame late. With the edit list ffmpeg, Chromium's media
/// source extensions and Chromium's own HLS player all show the first picture at 0 and buffer without a gap.
enum InitSegment {
    /// Writes the header for tracks; the first has id 1.
    static func bytes(tracks: [MediaTrack]) -> [UInt8] {
        var writer = BoxWriter()
        writer.box("ftyp") { ftyp in
            ftyp.put("iso6")
            ftyp.put32(0)
            for brand in ["iso6", "cmfc", "mp41"] as [StaticString] { ftyp.put(brand) }
        }
        writer.box("moov") { moov in
            moov.fullBox("mvhd") { mvhd in
                mvhd.zeros(8)  // Created and modified: unknown, so that equal films have equal bytes.
                mvhd.put32(1000)
                mvhd.put32(0)  // Duration: in the fragments.
                mvhd.put32(0x0001_0000)  // Rate 1.
                mvhd.put16(0x0100)  // Volume 1.
                mvhd.zeros(10)
                mvhd.putMatrix()
                mvhd.zeros(24)
                mvhd.put32(UInt32(tracks.count + 1))
            }
            for (index, track) in tracks.enumerated() { moov.putTrack(track, id: UInt32(index + 1)) }
            moov.box("mvex") { mvex in
                for (index, track) in tracks.enumerated() {
                    mvex.fullBox("trex") { trex in
                        trex.put32(UInt32(index + 1))
                        trex.put32(1)
                        trex.put32(UInt32(track.defaultDuration))
                        trex.put32(0)
                        trex.put32(0)
                    }
                }
            }
        }
        return writer.bytes
    }
}

extension BoxWriter {
    fileprivate mutating func putMatrix() {
        for value in [0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000] as [UInt32] { put32(value) }
    }

    fileprivate mutating func putTrack(_ track: MediaTrack, id: UInt32) {
        box("trak") { trak in
            trak.fullBox("tkhd", flags: 3) { tkhd in  // Enabled, in the movie.
                tkhd.zeros(8)
                tkhd.put32(id)
                tkhd.zeros(4 + 4 + 8 + 2)
                switch track {
                case .video(let format):
                    tkhd.zeros(2 + 2 + 2)
                    tkhd.putMatrix()
                    tkhd.put32(UInt32(format.width) << 16)
                    tkhd.put32(UInt32(format.height) << 16)
                case .audio:
                    tkhd.put16(1)  // Alternate group.
                    tkhd.put16(0x0100)  // Volume 1.
                    tkhd.zeros(2)
                    tkhd.putMatrix()
                    tkhd.zeros(8)
                }
            }
            if track.reorderTicks > 0 { trak.putEditList(start: track.reorderTicks) }
            trak.box("mdia") { mdia in
                mdia.fullBox("mdhd") { mdhd in
                    mdhd.zeros(8)
                    mdhd.put32(UInt32(track.timescale))
                    mdhd.put32(0)
                    mdhd.put16(0x55c4)  // Language: undetermined.
                    mdhd.zeros(2)
                }
                mdia.fullBox("hdlr") { hdlr in
                    hdlr.zeros(4)
                    switch track {
                    case .video: hdlr.put("vide")
                    case .audio: hdlr.put("soun")
                    }
                    hdlr.zeros(12 + 1)
                }
                mdia.box("minf") { minf in
                    switch track {
                    case .video: minf.fullBox("vmhd", flags: 1) { $0.zeros(8) }
                    case .audio: minf.fullBox("smhd") { $0.zeros(4) }
                    }
                    minf.box("dinf") { dinf in
                        dinf.fullBox("dref") { dref in
                            dref.put32(1)
                            dref.fullBox("url ", flags: 1) { _ in }  // In this very file.
                        }
                    }
                    minf.box("stbl") { stbl in
                        stbl.fullBox("stsd") { stsd in
                            stsd.put32(1)
                            switch track {
                            case .video(let format): stsd.putVideoEntry(format)
                            case .audio(let format): stsd.putAudioEntry(format)
                            }
                        }
                        for name in ["stts", "stsc", "stco"] as [StaticString] { stbl.fullBox(name) { $0.put32(0) } }
                        stbl.fullBox("stsz") { $0.zeros(8) }
                    }
                }
            }
        }
    }

    /// One edit that shows the track from a moment of its own time on, to its end (ISO/IEC 14496-12, 8.6.6).
    private mutating func putEditList(start: Int) {
        box("edts") { edts in
            edts.fullBox("elst") { elst in
                elst.put32(1)
                elst.put32(0)  // Duration: open, since the fragments are not known.
                elst.put32(UInt32(start))
                elst.put32(0x0001_0000)  // Rate 1.
            }
        }
    }

    private mutating func putVideoEntry(_ format: VideoFormat) {
        box("avc1") { avc1 in
            avc1.zeros(6)
            avc1.put16(1)
            avc1.zeros(16)
            avc1.put16(UInt16(format.width))
            avc1.put16(UInt16(format.height))
            avc1.put32(0x0048_0000)  // 72 dots per inch.
            avc1.put32(0x0048_0000)
            avc1.zeros(4)
            avc1.put16(1)  // Frames per sample.
            avc1.zeros(32)  // Compressor name.
            avc1.put16(24)
            avc1.put16(0xffff)
            avc1.box("avcC") { $0.put(format.configuration) }
            avc1.box("pasp") { pasp in
                pasp.put32(1)
                pasp.put32(1)
            }
            avc1.box("colr") { colr in  // BT.709, limited range (ITU-T H.273).
                colr.put("nclx")
                for _ in 0..<3 { colr.put16(1) }
                colr.put8(0)
            }
        }
    }

    private mutating func putAudioEntry(_ format: AudioFormat) {
        box("mp4a") { mp4a in
            mp4a.zeros(6)
            mp4a.put16(1)
            mp4a.zeros(8)
            mp4a.put16(UInt16(format.channels))
            mp4a.put16(16)
            mp4a.zeros(4)
            mp4a.put32(UInt32(format.sampleRate) << 16)
            mp4a.fullBox("esds") { esds in
                let configuration = format.configuration
                // ISO/IEC 14496-1, 7.2.6: descriptors are tag, length, payload, one within the other.
                esds.put8(0x03)
                esds.put8(UInt8(3 + 2 + 13 + 2 + configuration.count + 3))
                esds.put16(0)
                esds.put8(0)
                esds.put8(0x04)
                esds.put8(UInt8(13 + 2 + configuration.count))
                esds.put8(0x40)  // MPEG-4 audio.
                esds.put8(0x15)  // An audio stream.
                esds.zeros(3)  // Decoder buffer size: unspecified.
                esds.put32(UInt32(format.bitRate))
                esds.put32(UInt32(format.bitRate))
                esds.put8(0x05)
                esds.put8(UInt8(configuration.count))
                esds.put(configuration)
                esds.put(CollectionOfOne(0x06))
                esds.put8(1)
                esds.put8(2)
            }
        }
    }
}
