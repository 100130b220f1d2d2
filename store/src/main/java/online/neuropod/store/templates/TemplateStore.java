package online.neuropod.store.templates;

import java.util.List;
import java.util.Optional;
import online.neuropod.domain.template.Template;

/** The catalogue of templates. */
public interface TemplateStore {
  /** What came of a write. */
  enum Written {
    /** It is there now, or gone. */
    DONE,
    /** Another template has the name. */
    NAME_TAKEN,
    /** The template is not any more what was read, or not there. */
    CHANGED
  }

  /** All, by name. */
  List<Template> all();

  /** One. */
  Optional<Template> find(String id);

  /** Inserts a template; {@link Written#DONE} also where the very same (by id) is there already. */
  Written insert(Template template);

  /**
   * Replaces a template by its next version.
   *
   * @param template with a version one above that which was read
   */
  Written replace(Template template);

  /** Removes a template, if it still has this version. */
  Written delete(String id, long version);

  /** Inserts the templates that every installation begins with, once in its life. */
  void seed(List<Template> templates);
}
