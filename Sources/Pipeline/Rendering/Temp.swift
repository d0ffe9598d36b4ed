import Film
import Pixels
final class Grey: PictureSource { func draw(frame index: Int, into canvas: Picture) { canvas.fill(luma: UInt8(60 + index % 60), blue: 128, red: 128) } }
func ClipSource(path: String, size: PictureSize, frameRate: FrameRate, frames: Int, start: Int, grade: Grade) throws -> any PictureSource { Grey() }
enum SceneryCatalogue { static func make(name: String?, size: PictureSize, frameRate: FrameRate, seed: UInt64, mood: [String]) throws -> any PictureSource { Grey() } }
func CardSource(card: Card, background: any PictureSource, size: PictureSize, frameRate: FrameRate, frames: Int, accent: Colour) throws -> any PictureSource { background }
