package de.bwaldvogel.mongo.backend;

import de.bwaldvogel.mongo.bson.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key of an index; stands in for the library's class of this name, whose keys H2 serializes anew for every comparison.
 * Each serialized form is made once here; order and stored form stay the same.
 */
public final class KeyValue implements Serializable, Iterable<Object>, Comparable<KeyValue> {
  private static final long serialVersionUID = 1L;

  private final List<Object> values;
  private transient byte[] serialized;

  public KeyValue(Object... values) {
    this(Arrays.asList(values));
  }

  public KeyValue(Collection<?> values) {
    Assert.notEmpty(values);
    this.values = new ArrayList<>(values);
  }

  @Override
  public int compareTo(KeyValue other) {
    return Arrays.compareUnsigned(serialized(), other.serialized());
  }

  private byte[] serialized() {
    byte[] known = serialized;
    if (known != null) return known;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    serialized = bytes.toByteArray();
    return serialized;
  }

  public int size() {
    return values.size();
  }

  public Object get(int index) {
    return values.get(index);
  }

  @Override
  public Iterator<Object> iterator() {
    return values.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyValue && values.equals(((KeyValue) other).values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(values);
  }

  @Override
  public String toString() {
    return values.stream().map(value -> ": " + Json.toCompactJsonValue(value)).collect(Collectors.joining(", ", "{ ", " }"));
  }

  public Stream<Object> stream() {
    return values.stream();
  }

  public KeyValue normalized() {
    return new KeyValue(values.stream().map(Utils::normalizeValue).collect(Collectors.toList()));
  }
}
