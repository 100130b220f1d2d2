package online.neuropod.store.templates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.Ports;
import online.neuropod.domain.pod.TcpPort;
import online.neuropod.domain.template.Template;

/**
 * The templates that an installation begins with. All keep what matters below the volume path,
 * which is one volume for all pods of a person: each has a directory of its own there.
 */
public final class SeedCatalogue {
  private static final String VOLUME = "/workspace";
  private static final HttpPort JUPYTER = new HttpPort(Ports.JUPYTER, "Jupyter Lab", false);

  private SeedCatalogue() {}

  /** All of them. */
  public static List<Template> templates() {
    return List.of(ubuntu(), comfyUi(), dataScience(), n8n(), ghost());
  }

  private static Template ubuntu() {
    return new Template(
        "ubuntu-22-04",
        "Ubuntu 22.04 Base",
        "ubuntu:22.04",
        List.of(JUPYTER, new HttpPort(3000, "Web Server", false)),
        List.of(new TcpPort(22, "SSH")),
        20,
        50,
        VOLUME,
        """
        ## Ubuntu 22.04 Base

        Un Ubuntu limpio en el que puedes instalar lo que necesites, con **JupyterLab** para \
        trabajar desde el navegador: cuadernos, terminal y explorador de archivos.

        - **Puerto 8888 (Jupyter Lab)**: se instala en el primer arranque; tarda un par de minutos.
        - **Puerto 3000 (Web Server)**: libre para tu aplicación web. Mientras no arranques nada en \
        él, aparece como no accesible.
        - **`/workspace`** es tu volumen: lo que guardes ahí sigue cuando detienes o eliminas el pod. \
        Lo demás, también los paquetes que instales, se pierde al detenerlo.

        Para empezar, abre JupyterLab y una terminal: `apt update && apt install git`.
        """,
        // The image's own command is a shell, which ends at once without a terminal.
        List.of("sleep", "infinity"),
        Map.of(),
        Optional.empty(),
        1);
  }

  private static Template comfyUi() {
    return new Template(
        "comfyui",
        "ComfyUI",
        "yanwk/comfyui-boot:cu128-slim",
        List.of(new HttpPort(8188, "ComfyUI", false), JUPYTER),
        List.of(),
        30,
        100,
        VOLUME,
        """
        ## ComfyUI

        Generación de imágenes y vídeo con **ComfyUI**, su gestor de nodos (*ComfyUI-Manager*), \
        PyTorch y CUDA 12.8. Necesita una GPU.

        - **Puerto 8188 (ComfyUI)**: el editor de flujos.
        - **Puerto 8888 (Jupyter Lab)**: para subir modelos y descargar resultados.
        - Todo queda en tu volumen: los modelos en `/workspace/ComfyUI/models`, los resultados en \
        `/workspace/ComfyUI/output`, los nodos en `/workspace/ComfyUI/custom_nodes`.

        Los modelos no vienen incluidos. Descárgalos con *Manager → Model Manager*, o desde una \
        terminal:

        ```
        cd /workspace/ComfyUI/models/checkpoints
        curl -LO https://…/modelo.safetensors
        ```
        """,
        // The image's script fills /root/ComfyUI when it finds it empty: so it fills the volume.
        List.of(
            "bash",
            "-c",
            "mkdir -p /workspace/ComfyUI"
                + " && ln -sfn /workspace/ComfyUI /root/ComfyUI"
                + " && exec bash /runner-scripts/entrypoint.sh"),
        // What nodes install and what models download must outlive the pod as well.
        Map.of(
            "PYTHONUSERBASE", "/workspace/.local/comfyui",
            "HF_HOME", "/workspace/.cache/huggingface"),
        Optional.empty(),
        1);
  }

  private static Template dataScience() {
    return new Template(
        "python-data-science",
        "Python Data Science",
        "quay.io/jupyter/datascience-notebook:latest",
        List.of(JUPYTER),
        List.of(),
        20,
        50,
        VOLUME,
        """
        ## Python Data Science

        **JupyterLab** con todo listo para el análisis de datos, en **Python** (pandas, NumPy, \
        SciPy, scikit-learn, Matplotlib) y en **R** (tidyverse). Es la imagen del proyecto Jupyter.

        - **Puerto 8888 (Jupyter Lab)**: se abre con la sesión ya iniciada, en tu volumen.
        - **`/workspace`** es tu volumen: los cuadernos y los datos que guardes ahí siguen cuando \
        detienes o eliminas el pod.

        Para añadir paquetes, en una celda: `%pip install polars`. Duran hasta que detengas el pod.
        """,
        List.of(),
        Map.of(),
        Optional.empty(),
        1);
  }

  private static Template n8n() {
    return new Template(
        "n8n",
        "n8n",
        "docker.n8n.io/n8nio/n8n:latest",
        List.of(new HttpPort(5678, "n8n", false)),
        List.of(),
        5,
        10,
        VOLUME,
        """
        ## n8n

        Automatización de tareas con **n8n**: une aplicaciones, APIs y modelos de IA con flujos que \
        se dibujan. No necesita GPU.

        - **Puerto 5678 (n8n)**: la primera vez te pide crear la cuenta del propietario. Hazlo nada \
        más desplegar: la dirección es pública.
        - Los flujos, las credenciales y su clave de cifrado están en tu volumen, en \
        `/workspace/n8n`: siguen cuando detienes o eliminas el pod.

        Los flujos programados y los webhooks solo funcionan mientras el pod está en ejecución.
        """,
        // n8n tells other services this address to call it back.
        List.of(
            "tini",
            "--",
            "sh",
            "-c",
            "export WEBHOOK_URL=\"${NEUROPOD_URL_5678:-}\" && exec /docker-entrypoint.sh"),
        Map.of(
            "N8N_USER_FOLDER", "/workspace/n8n",
            "N8N_PROXY_HOPS", "1",
            "N8N_DIAGNOSTICS_ENABLED", "false"),
        Optional.of(PodSpec.NO_GPU),
        1);
  }

  private static Template ghost() {
    return new Template(
        "ghost",
        "Ghost",
        "ghost:6",
        List.of(new HttpPort(2368, "Ghost", false)),
        List.of(),
        5,
        10,
        VOLUME,
        """
        ## Ghost

        Un blog o boletín con **Ghost**, con base de datos SQLite: adecuado para un sitio personal o \
        para probar. No necesita GPU.

        - **Puerto 2368 (Ghost)**: tu sitio. El panel está en la misma dirección, con `/ghost` al \
        final; la primera vez te pide crear la cuenta. Hazlo nada más desplegar: la dirección es \
        pública.
        - Los artículos, las imágenes, los temas y la base de datos están en tu volumen, en \
        `/workspace/ghost`: siguen cuando detienes o eliminas el pod.

        El correo no está configurado: sin él, Ghost no envía boletines ni invitaciones.
        """,
        // Ghost builds its links from this address. Its script needs the directory to be there.
        List.of(
            "sh",
            "-c",
            "export url=\"${NEUROPOD_URL_2368:-http://localhost:2368}\""
                + " && mkdir -p \"$GHOST_CONTENT/data\""
                + " && exec docker-entrypoint.sh node current/index.js"),
        Map.of(
            "GHOST_CONTENT", "/workspace/ghost",
            "paths__contentPath", "/workspace/ghost",
            "database__client", "sqlite3",
            "database__connection__filename", "/workspace/ghost/data/ghost.db",
            "database__useNullAsDefault", "true"),
        Optional.of(PodSpec.NO_GPU),
        1);
  }
}
