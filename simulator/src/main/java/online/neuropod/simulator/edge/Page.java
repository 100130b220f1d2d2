package online.neuropod.simulator.edge;

import java.util.List;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The pages that stand for what would answer. In Spanish and English; everything in them is
 * escaped.
 */
record Page(ObjectNode pod, String container, String image, int port) {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center;
      background:light-dark(#f5f6f8,#14161a);color:light-dark(#1c1f24,#e6e8ec)}
      main{max-width:40rem;margin:1.5rem;padding:2rem;border-radius:12px;background:light-dark(#fff,#1d2026);
      box-shadow:0 1px 3px rgb(0 0 0/.15)}
      .tag{display:inline-block;padding:.15rem .6rem;border-radius:99px;background:#f59e0b;color:#1c1f24;
      font-size:.8rem;font-weight:600}
      h1{font-size:1.4rem;margin:.8rem 0 .4rem} p{margin:.4rem 0} .en{opacity:.75}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:1.2rem 0 0}
      dt{opacity:.7} dd{margin:0;overflow-wrap:anywhere;font-family:ui-monospace,monospace}
      .lab{display:grid;grid-template-columns:11rem 1fr;border:1px solid color-mix(in srgb,currentColor 20%,transparent);
      border-radius:8px;margin-top:1.2rem;overflow:hidden;min-height:9rem}
      .lab nav{padding:.8rem;border-right:1px solid color-mix(in srgb,currentColor 20%,transparent)}
      .lab section{padding:.8rem;display:flex;gap:.6rem;flex-wrap:wrap;align-content:start}
      .card{border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:6px;padding:.8rem}
      """;

  /** Some HTTP server. */
  String server() {
    return document(
        "Aquí respondería " + escape(image),
        text(
            "Este pod es simulado: no se ejecuta ningún programa. En un clúster real, aquí vería lo"
                + " que sirve la imagen en este puerto.",
            "This pod is simulated: no program runs. On a real cluster you would see here what the"
                + " image serves on this port."));
  }

  /** A JupyterLab. */
  String jupyter() {
    return document(
        "JupyterLab",
        text(
                "Este JupyterLab es simulado: el token es correcto, pero no hay ningún núcleo"
                    + " detrás.",
                "This JupyterLab is simulated: the token is right, but there is no kernel behind"
                    + " it.")
            + """
            <div class="lab" aria-hidden="true"><nav>📁 /<br>📓 notebook.ipynb</nav>
            <section><div class="card">🐍 Python 3</div><div class="card">⌨️ Terminal</div></section></div>
            """);
  }

  /** The page that asks for a token. */
  String login() {
    return document(
        "JupyterLab · token",
        text(
            "Hace falta el token: use el enlace de «Conectar» en NeuroPod.",
            "The token is needed: use the link of “Connect” in NeuroPod."));
  }

  private String document(String title, String content) {
    return """
    <!doctype html><html lang="es"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>%s · NeuroPod (simulado)</title><style>%s</style></head><body><main>
    <span class="tag">SIMULADO · SIMULATED</span><h1>%s</h1>%s%s</main></body></html>
    """
        .formatted(title, STYLE, title, content, facts());
  }

  private static String text(String spanish, String english) {
    return "<p>" + spanish + "</p><p class=\"en\" lang=\"en\">" + english + "</p>";
  }

  private String facts() {
    return "<dl>"
        + fact("Pod", Json.text(pod, "metadata", "name"))
        + fact("Imagen · Image", image)
        + fact("Puerto · Port", Integer.toString(port))
        + fact("GPU", gpu())
        + fact("Nodo · Node", Json.text(pod, "spec", "nodeName"))
        + "</dl>";
  }

  private String gpu() {
    String count =
        Json.objects(pod, "spec", "containers")
            .filter(found -> Json.text(found, "name").equals(container))
            .map(found -> Json.text(found, "resources", "limits", "nvidia.com/gpu"))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse("");
    return count.isEmpty() ? "—" : count + " × " + products();
  }

  private String products() {
    List<String> products =
        Json.objects(
                pod,
                "spec",
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "nodeSelectorTerms")
            .flatMap(term -> Json.objects(term, "matchExpressions"))
            .filter(expression -> Json.text(expression, "key").equals("nvidia.com/gpu.product"))
            .flatMap(expression -> Json.texts(expression, "values").stream())
            .toList();
    return products.isEmpty() ? "nvidia.com/gpu" : String.join(", ", products);
  }

  private static String fact(String name, String value) {
    return "<dt>" + name + "</dt><dd>" + escape(value) + "</dd>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
