package online.neuropod.standalone.mongodb;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents in the file as BSON. H2's own way, Java serialization, takes three times the space and
 * ties the file to the classes of one version of the server.
 */
final class BsonDataType extends BasicDataType<Document> {
  private static final int USUAL_BYTES = 1024;
  // Maps, boxes and strings around the bytes; an estimate that the page cache counts with.
  private static final int HEAP_PER_BYTE = 3;

  @Override
  public int getMemory(Document document) {
    return encode(document).readableBytes() * HEAP_PER_BYTE;
  }

  @Override
  public void write(WriteBuffer out, Document document) {
    ByteBuf bytes = encode(document);
    out.put(bytes.array(), bytes.arrayOffset(), bytes.readableBytes());
  }

  @Override
  public Document read(ByteBuffer in) {
    ByteBuf bytes = Unpooled.wrappedBuffer(in);
    Document document = BsonDecoder.decodeBson(bytes);
    in.position(in.position() + bytes.readerIndex());
    return document;
  }

  @Override
  public Document[] createStorage(int size) {
    return new Document[size];
  }

  private static ByteBuf encode(Document document) {
    ByteBuf bytes = Unpooled.buffer(USUAL_BYTES);
    BsonEncoder.encodeDocument(document, bytes);
    return bytes;
  }
}
