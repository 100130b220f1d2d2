package online.neuropod.store.templates;

import java.util.List;
import java.util.Optional;
import online.neuropod.domain.template.Template;

/** The catalogue of templates. */
public interface TemplateStore {
  /** All, by name. */
  List<Template> all();

  /** One. */
  Optional<Template> find(String id);

  /** Inserts the templates that every installation begins with, once in its life. */
  void seed(List<Template> templates);
}
