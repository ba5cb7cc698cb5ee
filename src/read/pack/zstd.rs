//! Reads the frames of a zstd file one after the other; the crate reads one.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

pub(super) struct Frames<R> {
    input: R,
    decoder: FrameDecoder,
    /// Whether a frame is open.
    open: bool,
    /// Why the open frame could not be decoded to its end.
    failed: Option<io::Error>,
}

/// The last block of a frame, with nothing in it, and a checksum.
const LAST_BLOCK: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];

impl<R: BufRead> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            decoder: FrameDecoder::new(),
            open: false,
            failed: None,
        }
    }

    /// Opens the next frame; says whether there is one.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = self.input.by_ref().take(u64::from(length));
                    io::copy(&mut skipped, &mut io::sink())?;
                }
                Err(FrameDecoderError::ReadFrameHeaderError(
                    ReadFrameHeaderError::BadMagicNumber(_),
                )) => return Err(io::Error::other("invalid zstd header")),
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if self.open {
                while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                    let some = || BlockDecodingStrategy::UptoBlocks(1);
                    if let Err(error) = self.decoder.decode_blocks(&mut self.input, some()) {
                        self.failed = Some(io::Error::other(error));
                        // The crate holds back as much as later blocks may refer to, until the frame has ended.
                        let ended = self.decoder.decode_blocks(&mut &LAST_BLOCK[..], some());
                        ended.map_err(io::Error::other)?;
                    }
                }
                let read = self.decoder.read(buffer)?;
                if read > 0 {
                    return Ok(read);
                }
                self.open = false;
                if let Some(error) = self.failed.take() {
                    return Err(error);
                }
            } else if self.next_frame()? {
                self.open = true;
            } else {
                return Ok(0);
            }
        }
    }
}
