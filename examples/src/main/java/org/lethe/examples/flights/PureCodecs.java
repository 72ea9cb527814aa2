package org.lethe.examples.flights;

import io.airlift.compress.Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.lethe.core.data.DataException;

/** Zstandard and Snappy in Java alone, so that no native library comes along. */
final class PureCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new Stored();
      case ZSTD -> new Packed(new ZstdDecompressor());
      case SNAPPY -> new Packed(new SnappyDecompressor());
      default ->
          throw new DataException(
              "a Parquet file must be compressed by zstd or snappy or not at all, got " + codec);
    };
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("Parquet files are read only");
  }

  @Override
  public void release() {
    // nothing is held
  }

  private record Stored() implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) {
      return bytes;
    }

    @Override
    public void decompress(ByteBuffer in, int inSize, ByteBuffer out, int outSize) {
      out.put(in);
    }

    @Override
    public void release() {
      // nothing is held
    }
  }

  private record Packed(Decompressor how) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      ByteBuffer packed = bytes.toByteBuffer();
      byte[] in = new byte[packed.remaining()];
      packed.get(in);
      byte[] out = new byte[size];
      how.decompress(in, 0, in.length, out, 0, size);
      return BytesInput.from(out);
    }

    @Override
    public void decompress(ByteBuffer in, int inSize, ByteBuffer out, int outSize) {
      how.decompress(in, out);
    }

    @Override
    public void release() {
      // nothing is held
    }
  }
}
