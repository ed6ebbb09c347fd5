import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;

/**
 * The document store of one machine: mongo-java-server on an H2 file, made safe for acknowledged writes. Writes are
 * exclusive and committed before they are answered (one commit for all that wait), replies are copies.
 *
 * Arguments: file, port. It listens on this machine only, unless -Dhost names another address.
 */
public class DocumentStore extends H2Backend {
  private static final Set<String> WRITES =
      Set.of(
          "insert", "update", "delete", "findandmodify", "create", "createindexes", "dropindexes", "deleteindexes",
          "drop", "dropdatabase", "renamecollection", "aggregate");
  private static final long COMPACT_ABOVE_BYTES = 128_000_000L;

  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
  private final ReentrantLock flush = new ReentrantLock();
  private final AtomicLong executed = new AtomicLong();
  private volatile long saved;

  DocumentStore(MVStore store) {
    super(store);
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    String name = command.toLowerCase(Locale.ROOT);
    if (name.equals("createindexes")) {
      // Indexes that are not unique serve no query here, and each costs a full scan at every start.
      List<Object> unique = new ArrayList<>();
      for (Object index : (Collection<?>) query.get("indexes")) {
        if (Boolean.TRUE.equals(((Document) index).get("unique"))) unique.add(index);
      }
      if (unique.isEmpty()) return new Document("ok", 1.0);
      query = query.cloneDeeply();
      query.put("indexes", unique);
    }
    boolean write = WRITES.contains(name);
    Lock lock = write ? gate.writeLock() : gate.readLock();
    long ticket = 0;
    lock.lock();
    try {
      // A reply would otherwise share live documents with later writes.
      return super.handleCommand(channel, database, command, query).cloneDeeply();
    } finally {
      if (write) ticket = executed.incrementAndGet();
      lock.unlock();
      if (write) flushUpTo(ticket);
    }
  }

  /** One commit answers every write that was waiting for it. */
  private void flushUpTo(long ticket) {
    flush.lock();
    try {
      if (saved >= ticket) return;
      gate.writeLock().lock();
      try {
        long upTo = executed.get();
        commit();
        saved = upTo;
      } finally {
        gate.writeLock().unlock();
      }
    } finally {
      flush.unlock();
    }
  }

  public static void main(String[] arguments) {
    String file = arguments[0];
    MVStoreTool.compactCleanUp(file);
    if (new File(file).length() > COMPACT_ABOVE_BYTES) MVStoreTool.compact(file, false);
    MVStore store =
        new MVStore.Builder()
            .fileName(file)
            .autoCommitDisabled()
            .autoCommitBufferSize(1 << 16)
            .cacheSize(Integer.getInteger("cache", 128))
            .open();
    store.setRetentionTime(0);
    MongoVersion version =
        new MongoVersion() {
          @Override
          public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
          }

          @Override
          public int getWireVersion() {
            return 13;
          }
        };
    MongoServer server = new MongoServer(new DocumentStore(store).version(version));
    server.bind(new InetSocketAddress(System.getProperty("host", "127.0.0.1"), Integer.parseInt(arguments[1])), 1, 16);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    System.out.println("ready");
  }
}
