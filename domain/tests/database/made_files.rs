//! Files for tests, written byte by byte: a picture, a document, a drawing and an archive of files.

/// A picture of one colour of so many pixels.
pub fn png(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let row: Vec<u8> = std::iter::once(0).chain((0..width).flat_map(|_| colour)).collect();
    let pixels: Vec<u8> = (0..height).flat_map(|_| row.clone()).collect();
    let mut packed = b"\x78\x01".to_vec();
    let mut pieces = pixels.chunks(65_535).peekable();
    while let Some(piece) = pieces.next() {
        let length = u16::try_from(piece.len()).expect("a piece");
        packed.push(u8::from(pieces.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(piece);
    }
    let sums = pixels.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    packed.extend((sums.1 << 16 | sums.0).to_be_bytes());
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let chunks = [chunk(b"IHDR", &head), chunk(b"IDAT", &packed), chunk(b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunks].concat()
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("a chunk");
    let named = [name.as_slice(), content].concat();
    [&length.to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// A document with this text.
pub fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {text}\n%%EOF\n").into_bytes()
}

/// A drawing with this inside.
pub fn svg(inside: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\">{inside}<path d=\"M0 0L1 1\"/></svg>")
        .into_bytes()
}

/// An archive of these files, as they are.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut all, mut list) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = u32::try_from(all.len()).expect("small");
        let (length, named) = (u32::try_from(content.len()).expect("small"), u16::try_from(name.len()).expect("short"));
        let about = [
            &[0; 6][..],
            &crc(content).to_le_bytes(),
            &length.to_le_bytes(),
            &length.to_le_bytes(),
            &named.to_le_bytes(),
        ]
        .concat();
        all.extend([b"PK\x03\x04\x14\0\0\0".as_slice(), &about, &[0; 2], name.as_bytes(), content].concat());
        list.extend(
            [b"PK\x01\x02\x14\0\x14\0\0\0".as_slice(), &about, &[0; 12], &at.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let (count, size) =
        (u16::try_from(files.len()).expect("few").to_le_bytes(), u32::try_from(list.len()).expect("small"));
    let at = u32::try_from(all.len()).expect("small");
    let end =
        [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size.to_le_bytes(), &at.to_le_bytes(), &[0; 2]].concat();
    [all, list, end].concat()
}
