package online.neuropod.store.templates;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import java.util.Optional;
import online.neuropod.domain.template.Template;
import online.neuropod.store.Inserts;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Query;

/** {@link TemplateStore} on MongoDB. */
public final class MongoTemplateStore implements TemplateStore {
  /** Says that the templates of the beginning were inserted: one that is deleted stays so. */
  @Document("seeds")
  record Seeded(String id) {
    private static final String TEMPLATES = "templates";
  }

  private final MongoOperations mongo;

  private MongoTemplateStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoTemplateStore open(MongoOperations mongo) {
    mongo.indexOps(TemplateDocument.class).createIndex(new Index("name", Direction.ASC).unique());
    return new MongoTemplateStore(mongo);
  }

  @Override
  public List<Template> all() {
    return mongo
        .find(new Query().with(Sort.by(Direction.ASC, "name")), TemplateDocument.class)
        .stream()
        .map(TemplateDocument::toTemplate)
        .toList();
  }

  @Override
  public Optional<Template> find(String id) {
    return Optional.ofNullable(mongo.findById(id, TemplateDocument.class))
        .map(TemplateDocument::toTemplate);
  }

  @Override
  public Written insert(Template template) {
    if (Inserts.once(mongo, TemplateDocument.of(template)) || find(template.id()).isPresent()) {
      return Written.DONE;
    }
    return Written.NAME_TAKEN;
  }

  @Override
  public Written replace(Template template) {
    try {
      var result =
          mongo.replace(
              ofVersion(template.id(), template.version() - 1), TemplateDocument.of(template));
      return result.getMatchedCount() == 1 ? Written.DONE : Written.CHANGED;
    } catch (DuplicateKeyException e) {
      return Written.NAME_TAKEN;
    }
  }

  @Override
  public Written delete(String id, long version) {
    long deleted = mongo.remove(ofVersion(id, version), TemplateDocument.class).getDeletedCount();
    return deleted == 1 ? Written.DONE : Written.CHANGED;
  }

  private static Query ofVersion(String id, long version) {
    return query(where("id").is(id).and("version").is(version));
  }

  @Override
  public void seed(List<Template> templates) {
    if (mongo.findById(Seeded.TEMPLATES, Seeded.class) != null) {
      return;
    }
    // The mark comes last, so that a process that ends between leaves the rest to the next one.
    templates.forEach(template -> Inserts.once(mongo, TemplateDocument.of(template)));
    Inserts.once(mongo, new Seeded(Seeded.TEMPLATES));
  }
}
