package online.neuropod.store;

import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.DefaultDbRefResolver;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** How the document records become BSON. */
final class Documents {
  private Documents() {}

  /**
   * A template without class names in documents, so that a record may be renamed, and without
   * indexes from annotations: each store makes its own.
   */
  static MongoTemplate template(MongoDatabaseFactory database) {
    // With its own converters, which cut an Instant to the milliseconds that BSON knows.
    var conversions = MongoCustomConversions.create(adapter -> {});
    var context = new MongoMappingContext();
    context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
    context.setAutoIndexCreation(false);
    context.afterPropertiesSet();
    var converter = new MappingMongoConverter(new DefaultDbRefResolver(database), context);
    converter.setCustomConversions(conversions);
    converter.setTypeMapper(new DefaultMongoTypeMapper(null));
    converter.afterPropertiesSet();
    return new MongoTemplate(database, converter);
  }
}
