//! A picture of pixels is decoded and written anew, smaller: what else its file held is left behind.
//!
//! Rule: how large a picture is is read before anything is decoded, and memory grows with that alone.

use super::kind::Format;
use super::{MOST_PIXELS, widths};
use crate::error::BadFile;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 12_000;
/// The most memory that the pixels of one picture take, in bytes.
const MOST_BYTES: u64 = 100 * 1024 * 1024;
/// How good the pictures are that are written, of 100.
const QUALITY: f32 = 80.0;

/// A picture that was written anew.
#[derive(Debug)]
pub struct Made {
    /// Its width, as people see it, in pixels.
    pub width: u32,
    /// Its height, as people see it, in pixels.
    pub height: u32,
    /// Its WebP files with their widths in pixels, the widest first.
    pub files: Vec<(u32, Vec<u8>)>,
}

fn format(format: Format) -> Option<ImageFormat> {
    match format {
        Format::Png => Some(ImageFormat::Png),
        Format::Jpeg => Some(ImageFormat::Jpeg),
        Format::Gif => Some(ImageFormat::Gif),
        Format::Webp => Some(ImageFormat::WebP),
        Format::Svg | Format::Pdf => None,
    }
}

fn decoder(kind: Format, bytes: &[u8]) -> Result<impl ImageDecoder, BadFile> {
    let format = format(kind).ok_or(BadFile::Unknown)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(2 * MOST_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| match error {
        image::ImageError::Limits(_) => BadFile::TooManyPixels,
        _ => BadFile::Broken,
    })?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(BadFile::Broken);
    }
    if pixels > MOST_PIXELS || width.max(height) > LONGEST_SIDE || decoder.total_bytes() > MOST_BYTES {
        return Err(BadFile::TooManyPixels);
    }
    Ok(decoder)
}

/// The memory that the pixels of a picture take, in bytes.
///
/// # Errors
/// Why the picture is not taken.
pub fn memory(kind: Format, bytes: &[u8]) -> Result<u64, BadFile> {
    decoder(kind, bytes).map(|decoder| decoder.total_bytes())
}

/// Decodes a picture and writes it anew in each width. Takes as long as a second.
///
/// # Errors
/// Why the picture is not taken.
pub fn make(kind: Format, bytes: &[u8]) -> Result<Made, BadFile> {
    let mut decoder = decoder(kind, bytes)?;
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| BadFile::Broken)?;
    let is_lying = matches!(
        turn,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = if is_lying { (image.height(), image.width()) } else { (image.width(), image.height()) };
    let mut files = Vec::new();
    for (n, narrow) in widths(i64::from(width)).into_iter().rev().enumerate() {
        let high = scaled(height, narrow, width);
        let (across, down) = if is_lying && n == 0 { (high, narrow) } else { (narrow, high) };
        if (across, down) != (image.width(), image.height()) {
            image = image.thumbnail_exact(across, down);
        }
        if n == 0 {
            // After it was made smaller: to turn a picture takes as much memory again.
            image.apply_orientation(turn);
        }
        files.push((narrow, webp(&image)?));
    }
    Ok(Made { width, height, files })
}

/// `height`, when the width goes from `of` to `to`.
fn scaled(height: u32, to: u32, of: u32) -> u32 {
    let scaled = (u64::from(height) * u64::from(to) + u64::from(of) / 2) / u64::from(of.max(1));
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

fn webp(image: &DynamicImage) -> Result<Vec<u8>, BadFile> {
    let (width, height) = (image.width(), image.height());
    let mut config = webp::WebPConfig::new().map_err(|()| BadFile::Broken)?;
    config.quality = QUALITY;
    let encoded = if image.color().has_alpha() {
        let pixels = image.to_rgba8();
        webp::Encoder::from_rgba(&pixels, width, height).encode_advanced(&config)
    } else {
        let pixels = image.to_rgb8();
        webp::Encoder::from_rgb(&pixels, width, height).encode_advanced(&config)
    };
    encoded.map(|bytes| bytes.to_vec()).map_err(|_| BadFile::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let pixels = image::RgbImage::from_fn(width, height, |x, y| {
            // Left is red, right is blue; with some texture, so that there is something to compress.
            let grain = ((x * 7 + y * 13) % 32) as u8;
            if x < width / 2 {
                image::Rgb([200 + grain, grain, grain])
            } else {
                image::Rgb([grain, grain, 200 + grain])
            }
        });
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(pixels).write_to(&mut bytes, format).expect("written");
        bytes.into_inner()
    }

    fn red_left(bytes: &[u8]) -> bool {
        let read = image::load_from_memory(bytes).expect("a picture").to_rgb8();
        let (left, right) = (read.get_pixel(2, 2), read.get_pixel(read.width() - 3, 2));
        left[0] > left[2] && right[2] > right[0]
    }

    #[test]
    fn a_picture_is_written_anew_in_each_width() {
        for (kind, format) in [
            (Format::Png, ImageFormat::Png),
            (Format::Jpeg, ImageFormat::Jpeg),
            (Format::Gif, ImageFormat::Gif),
            (Format::Webp, ImageFormat::WebP),
        ] {
            let bytes = picture(format, 700, 300);
            let made = make(kind, &bytes).expect("made");
            assert_eq!((made.width, made.height), (700, 300), "{format:?}");
            assert_eq!(made.files.iter().map(|f| f.0).collect::<Vec<_>>(), [700, 640, 320, 96], "{format:?}");
            for (width, bytes) in &made.files {
                assert!(bytes.starts_with(b"RIFF") && bytes[8..12] == *b"WEBP");
                let read = image::load_from_memory(bytes).expect("a picture");
                assert_eq!(read.width(), *width);
                assert!(red_left(bytes), "{format:?} {width}");
            }
        }
    }

    #[test]
    fn photos_become_smaller() {
        let bytes = picture(ImageFormat::Jpeg, 2000, 1500);
        let made = make(Format::Jpeg, &bytes).expect("made");
        assert!(made.files[0].1.len() * 2 < bytes.len(), "{} of {}", made.files[0].1.len(), bytes.len());
    }

    #[test]
    fn a_picture_that_says_it_lies_is_turned() {
        let jpeg = picture(ImageFormat::Jpeg, 200, 100);
        // What Exif says with the number 6: to be turned by 90° clockwise.
        let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
        let made = make(Format::Jpeg, &turned).expect("made");
        assert_eq!((made.width, made.height), (100, 200));
        let read = image::load_from_memory(&made.files[0].1).expect("a picture").to_rgb8();
        assert_eq!((read.width(), read.height()), (100, 200));
        let (top, bottom) = (read.get_pixel(50, 5), read.get_pixel(50, 195));
        assert!(top[0] > top[2] && bottom[2] > bottom[0], "left went up");
    }

    #[test]
    fn a_bomb_is_refused_by_its_head_alone() {
        // A PNG that says it is 60,000 × 60,000, and has nothing behind its head.
        let mut png = picture(ImageFormat::Png, 8, 8);
        for (at, size) in [(16, 60_000_u32), (20, 60_000)] {
            png[at..at + 4].copy_from_slice(&size.to_be_bytes());
        }
        let check = crc(&png[12..29]);
        png[29..33].copy_from_slice(&check.to_be_bytes());
        assert_eq!(memory(Format::Png, &png), Err(BadFile::TooManyPixels));
        assert_eq!(make(Format::Png, &png).map(|_| ()), Err(BadFile::TooManyPixels));
        let mut gif = picture(ImageFormat::Gif, 8, 8);
        gif[6..10].copy_from_slice(b"\xff\xff\xff\xff");
        assert_eq!(memory(Format::Gif, &gif), Err(BadFile::TooManyPixels));
        // Within both sides, and still too many.
        for (at, size) in [(16, 6_000_u32), (20, 6_000)] {
            png[at..at + 4].copy_from_slice(&size.to_be_bytes());
        }
        let check = crc(&png[12..29]);
        png[29..33].copy_from_slice(&check.to_be_bytes());
        assert_eq!(memory(Format::Png, &png), Err(BadFile::TooManyPixels));
    }

    #[test]
    fn what_is_cut_or_changed_is_broken() {
        let png = picture(ImageFormat::Png, 200, 200);
        assert_eq!(make(Format::Png, &png[..png.len() / 2]).map(|_| ()), Err(BadFile::Broken));
        assert_eq!(make(Format::Jpeg, b"\xff\xd8\xff\xe0").map(|_| ()), Err(BadFile::Broken));
        assert_eq!(make(Format::Png, &picture(ImageFormat::Gif, 8, 8)).map(|_| ()), Err(BadFile::Broken));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
}
