package online.neuropod.api.web;

import io.swagger.v3.oas.annotations.Hidden;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API's own description, as it is committed; a test holds it in step with the code. */
@RestController
@OpenTo(Audience.EVERYBODY)
@Hidden
public class DescriptionController {
  /** OpenAPI 3.1. */
  @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  Resource description() {
    return new ClassPathResource("online/neuropod/api/openapi.json");
  }

  /** The description for people. */
  @GetMapping({"/api/docs", "/api/docs/"})
  ResponseEntity<Void> docs() {
    return ResponseEntity.status(HttpStatus.FOUND)
        .header("Location", "/api/docs/index.html")
        .build();
  }
}
