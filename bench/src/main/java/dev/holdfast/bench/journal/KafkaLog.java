package dev.holdfast.bench.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A topic with one partition on one Kafka node; all appenders share one producer (as Kafka
/// advises) with `acks=all`, and each waits for its own record.
///
/// With one node `acks=all` means the page cache of that node. `linger.ms` is 0 instead of 5: for
/// appenders that wait, that is faster at every load.
final class KafkaLog implements Log {
  private static final TopicPartition PARTITION = new TopicPartition("bench", 0);

  private final KafkaBroker broker;
  private final KafkaProducer<byte[], byte[]> producer;

  KafkaLog(Path dir, Map<String, String> topicSettings) throws Exception {
    broker = new KafkaBroker(dir);
    createTopic(topicSettings);
    producer = new KafkaProducer<>(producerSettings());
  }

  private void createTopic(Map<String, String> settings) throws Exception {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(PARTITION.topic(), 1, (short) 1).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private Properties producerSettings() {
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return settings;
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.address()));
  }

  @Override
  public Appender appender() {
    return bytes -> producer.send(new ProducerRecord<>(PARTITION.topic(), bytes)).get();
  }

  @Override
  public long found() throws Exception {
    broker.restart();
    try (Admin admin = admin()) {
      return admin
          .listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
          .partitionResult(PARTITION)
          .get()
          .offset();
    } finally {
      broker.stop();
    }
  }

  @Override
  public void stop() throws InterruptedException {
    producer.close();
    broker.stop();
  }
}
