package org.lethe.validation.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.lethe.core.data.Digest;

/**
 * The file of a certificate: a JSON object whose last field is a SHA-256 over the others. The
 * digest is taken over names, types and values, and not over their spelling, so that another layout
 * or another way of writing the same number changes nothing.
 */
final class CertificateJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEAL = "sha256";
  private static final String VERSION = "version";
  private static final int CURRENT = 1;

  private CertificateJson() {}

  static ObjectNode write(Certificate certificate) {
    ObjectNode root = JSON.createObjectNode();
    root.put(VERSION, CURRENT);
    CertificateFields.write(certificate, root);
    return root;
  }

  static byte[] bytes(Certificate certificate) {
    ObjectNode root = write(certificate);
    root.put(SEAL, digest(root));
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return (JSON.writer(printer).writeValueAsString(root) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  static Certificate load(Path file) {
    JsonNode root = parse(file);
    if (!(root instanceof ObjectNode fields) || !fields.hasNonNull(SEAL)) {
      throw refuse(file, "it is no certificate");
    }
    int version = fields.path(VERSION).asInt(0);
    if (version > CURRENT) {
      throw refuse(file, "it has version " + version + ", newer than " + CURRENT);
    }
    String seal = fields.remove(SEAL).asText();
    if (!seal.equals(digest(fields))) {
      throw refuse(file, "it was edited: its content does not have the digest that it states");
    }
    try {
      return CertificateFields.read(fields);
    } catch (RuntimeException e) {
      throw refuse(file, "a field is missing or has a wrong value (" + e.getMessage() + ")");
    }
  }

  private static JsonNode parse(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw refuse(file, "there is no such file");
    } catch (JsonProcessingException e) {
      throw refuse(file, "it is truncated or no JSON");
    } catch (IOException e) {
      throw refuse(file, "it cannot be read");
    }
  }

  private static CertificateException refuse(Path file, String why) {
    return new CertificateException("certificate '" + file + "': " + why);
  }

  static String digest(ObjectNode content) {
    Digest digest = Digest.of();
    add(digest, content);
    return digest.hex();
  }

  private static void add(Digest digest, JsonNode node) {
    digest.add(node.getNodeType().name()).add(node.size());
    if (node.isObject()) {
      node.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              field -> {
                digest.add(field.getKey());
                add(digest, field.getValue());
              });
    } else if (node.isArray()) {
      node.forEach(item -> add(digest, item));
    } else if (node.isNumber()) {
      digest.add(node.doubleValue());
    } else {
      digest.add(node.asText());
    }
  }
}
