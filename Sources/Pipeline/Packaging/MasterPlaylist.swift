/// The film's entry point (RFC 8216, 4.3.4): one picture variant, its sound and its captions.
package struct MasterPlaylist: Sendable, Equatable {
    /// The captions' track.
    package struct Captions: Sendable, Equatable {
        /// BCP 47 language tag ("en-US").
        package var language: String
        /// How a player's menu calls it ("English").
        package var name: String
        /// The playlist's name.
        package var uri: String
        /// Whether the pictures carry the captions already: players then must not choose the track by themselves.
        package var areDrawn: Bool

        /// Names a captions track; what could end the quoted string early is dropped from the texts.
        package init(language: String, name: String, uri: String, areDrawn: Bool = false) {
            self.areDrawn = areDrawn
            self.language = quotable(language)
            self.name = quotable(name)
            self.uri = uri
        }
    }

    /// The most bits per second that any segment of pictures and sound together has (RFC 8216, 4.3.4.2).
    package var bandwidth: Int
    /// Bits per second over the whole film; `nil` while it is not known.
    package var averageBandwidth: Int?
    /// The tracks' codecs as RFC 6381 names them, pictures first.
    package var codecs: [String]
    /// Pixels from left to right.
    package var width: Int
    /// Pixels from top to bottom.
    package var height: Int
    /// Frames per second, in thousandths.
    package var milliFrameRate: Int
    /// The pictures' playlist.
    package var videoURI: String
    /// The sound's playlist, if there is sound.
    package var audioURI: String?
    /// The captions, if there are any.
    package var captions: Captions?

    /// Describes a film.
    package init(
        bandwidth: Int, averageBandwidth: Int?, codecs: [String], width: Int, height: Int, milliFrameRate: Int,
        videoURI: String, audioURI: String?, captions: Captions?
    ) {
        self.bandwidth = bandwidth
        self.averageBandwidth = averageBandwidth
        self.codecs = codecs
        self.width = width
        self.height = height
        self.milliFrameRate = milliFrameRate
        self.videoURI = videoURI
        self.audioURI = audioURI
        self.captions = captions
    }

    /// The playlist file.
    package var text: String {
        var lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
        var variant = ["BANDWIDTH=\(bandwidth)"]
        if let averageBandwidth { variant.append("AVERAGE-BANDWIDTH=\(averageBandwidth)") }
        variant += [
            "CODECS=\"\(codecs.joined(separator: ","))\"", "RESOLUTION=\(width)x\(height)",
            "FRAME-RATE=\(decimal(milliFrameRate, places: 3))", "VIDEO-RANGE=SDR",
        ]
        if let audioURI {
            lines.append(
                "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"sound\",NAME=\"Sound\",DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\","
                    + "URI=\"\(audioURI)\"")
            variant.append("AUDIO=\"sound\"")
        }
        if let captions {
            lines.append(
                "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"captions\",NAME=\"\(captions.name)\",DEFAULT=NO,"
                    + "AUTOSELECT=\(captions.areDrawn ? "NO" : "YES"),FORCED=NO,LANGUAGE=\"\(captions.language)\",URI=\"\(captions.uri)\""
            )
            variant.append("SUBTITLES=\"captions\"")
        }
        variant.append("CLOSED-CAPTIONS=NONE")
        lines.append("#EXT-X-STREAM-INF:" + variant.joined(separator: ","))
        lines.append(videoURI)
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Text without what may not stand in a quoted string: line ends and double quotes (RFC 8216, 4.2).
private func quotable(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0 != "\"" && $0.properties.generalCategory != .control })
}
