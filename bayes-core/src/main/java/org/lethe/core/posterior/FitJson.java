package org.lethe.core.posterior;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;

/** Records to JSON and back: indented, maps sorted by key, the same text on every platform. */
public final class FitJson {
  private static final ObjectMapper MAPPER = mapper();
  private static final ObjectWriter WRITER = writer();

  private FitJson() {}

  /** A record of this package as JSON. */
  public static String write(Object record) {
    try {
      return WRITER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "JSON cannot carry " + record.getClass().getSimpleName() + ": " + e.getOriginalMessage(),
          e);
    }
  }

  /**
   * The record that was written.
   *
   * @throws IllegalArgumentException if the text is not what {@link #write} makes of one
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the text is no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule optional = new SimpleModule();
    optional.addSerializer(Optional.class, new OptionalWriter());
    optional.addDeserializer(Optional.class, new OptionalRecipeReader());
    optional.addSerializer(Table.class, new TableWriter());
    optional.addDeserializer(Table.class, new TableReader());
    // the derived properties of a record, such as isOpen(), are no part of it
    return JsonMapper.builder()
        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .addModule(optional)
        .addMixIn(Schema.class, OptionalBesides.class)
        .build();
  }

  private static ObjectWriter writer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return MAPPER.writer(
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
  }

  /**
   * Left out where empty, so that files and ids are those of schemas that know no such constants.
   */
  private interface OptionalBesides {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonSetter(nulls = Nulls.AS_EMPTY)
    List<String> besides();
  }

  @SuppressWarnings("rawtypes")
  private static final class OptionalWriter extends JsonSerializer<Optional> {
    @Override
    public void serialize(
        Optional value, com.fasterxml.jackson.core.JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }

  /** A group table of a schema, as the columns hold its numbers. */
  private record GroupTable(Schema schema, List<String> ids, Map<String, double[]> columns) {
    static GroupTable of(Table table) {
      Map<String, double[]> columns = new TreeMap<>();
      for (Column column : table.schema().valueColumns()) {
        columns.put(column.name(), table.column(column.name()));
      }
      return new GroupTable(table.schema(), table.ids(), columns);
    }
  }

  private static final class TableWriter extends JsonSerializer<Table> {
    @Override
    public void serialize(
        Table value, com.fasterxml.jackson.core.JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(GroupTable.of(value), out);
    }
  }

  private static final class TableReader extends JsonDeserializer<Table> {
    @Override
    public Table deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      GroupTable read = context.readValue(parser, GroupTable.class);
      return Table.of(read.schema(), read.ids(), read.columns());
    }
  }

  /** The only optional component of these records is a recipe. */
  @SuppressWarnings("rawtypes")
  private static final class OptionalRecipeReader extends JsonDeserializer<Optional> {
    @Override
    public Optional deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Optional.of(context.readValue(parser, Recipe.class));
    }

    @Override
    public Optional getNullValue(DeserializationContext context) {
      return Optional.empty();
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Optional.empty();
    }
  }
}
