package dev.holdfast.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.House;
import dev.holdfast.server.sse.TestStream;
import dev.holdfast.testkit.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleRoutesTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private Path folder;
  private House house;

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aStrangerSeesTheSignInPageAndNothingElse() throws Exception {
    house = House.open(folder);

    HttpResponse<String> first = house.door().get("/");
    HttpResponse<String> find = house.door().get("/find?q=x");
    HttpResponse<String> login = house.door().get("/login");

    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("Location")).contains("/login");
    assertThat(find.statusCode()).isEqualTo(303);
    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(login.body()).contains("Secret key").doesNotContain("accepted");
    assertThat(house.door().get("/live").statusCode()).isEqualTo(401);
    assertThat(house.door().get("/demo/").statusCode()).isEqualTo(404);
  }

  @Test
  void theKeyOfTheHouseOpensASessionThatScriptsAndOtherSitesCannotUse() throws Exception {
    house = House.open(folder);

    HttpResponse<String> answer = signIn(House.HOUSE_KEY);

    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("sk_");
    assertThat(house.door().get("/", "Cookie", session(cookie)).body())
        .contains("The books", "Sign out");
  }

  @Test
  void noOtherKeyOpensASession() throws Exception {
    house = House.open(folder);

    for (String key : new String[] {"sk_one", "pk_one", "sk_nobody", ""}) {
      HttpResponse<String> answer = signIn(key);

      assertThat(answer.statusCode()).as(key).isEqualTo(403);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(answer.body()).contains("This key does not open the console.");
    }
  }

  @Test
  void aFormOfAnotherSiteIsRefused() throws Exception {
    house = House.open(folder);

    assertThat(signIn(House.HOUSE_KEY, "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(signIn(House.HOUSE_KEY, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(signIn(House.HOUSE_KEY, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(303);
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    house = House.open(folder);
    String cookie =
        session(signIn(House.HOUSE_KEY).headers().firstValue("Set-Cookie").orElseThrow());

    house.door().post("/logout", "", "Cookie", cookie, "Content-Type", FORM);

    assertThat(house.door().get("/", "Cookie", cookie).statusCode()).isEqualTo(303);
  }

  @Test
  void aNameThatIsNotThisMachineIsRefused() throws Exception {
    house = House.demo(folder);

    assertThat(statusForHost("evil.example")).startsWith("HTTP/1.1 421");
    assertThat(statusForHost("localhost")).startsWith("HTTP/1.1 200");
    assertThat(statusForHost("[::1]")).startsWith("HTTP/1.1 200");
  }

  @Test
  void everyPageCarriesTheHeadersThatKeepItHarmless() throws Exception {
    house = House.demo(folder);

    for (String path : new String[] {"/", "/find?q=nothing"}) {
      HttpResponse<String> page = house.door().get(path);

      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
          .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(page.body())
          .as("nothing that the policy would block")
          .doesNotContain("<style", "style=", "onclick", "javascript:");
    }
  }

  @Test
  void thePageIsCompleteWithoutAScriptAndShowsWhatSendersWroteAsTextOnly() throws Exception {
    house = House.demo(folder);
    String attack = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    String id = house.send("one", attack, "{\"a\":\"" + attack + "\"}");
    house.send("two", "not-for-guests", "{}");
    awaitRecorded(id);

    String first = house.door().get("/").body();
    String found = house.door().get("/find?q=" + id).body();
    String asked = house.door().get("/find?q=%3Cscript%3Ealert(3)%3C/script%3E").body();

    assertThat(first)
        .contains("data-text=\"books.recorded\">2<", "&lt;script&gt;alert(1)", id)
        .doesNotContain("<script>alert", "<img", "not-for-guests");
    assertThat(found)
        .contains("Recorded once.", "&lt;script&gt;alert(1)", "one-shop", "corr-one")
        .doesNotContain("<script>alert", "<img");
    assertThat(asked).contains("&lt;script&gt;alert(3)").doesNotContain("<script>alert");
  }

  @Test
  void theLiveStreamBringsThePastThePictureAndNewEvents() throws Exception {
    house = House.demo(folder);
    try (TestStream stream = TestStream.open(house.door(), "/live")) {
      assertThat(stream.next("past").data()).startsWith("[[");
      assertThat(stream.next("recent").data()).isEqualTo("[]");
      assertThat(stream.next("picture").data()).contains("\"books.accepted\":\"0\"");

      String id = house.send("one", "visit", "{}");
      house.send("two", "not-for-guests", "{}");

      assertThat(stream.next("events").data()).contains(id).doesNotContain("not-for-guests");
      String picture = stream.next("picture").data();
      while (!picture.contains("\"books.recorded\":\"2\"")) { // one comes each second
        picture = stream.next("picture").data();
      }
    }
  }

  private HttpResponse<String> signIn(String key, String... headers)
      throws IOException, InterruptedException {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type";
    all[1] = FORM;
    return house.door().post("/login", "key=" + key, all);
  }

  private static String session(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  private String statusForHost(String host) throws IOException {
    try (Socket socket = new Socket("localhost", house.door().port())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
                  .formatted(host, house.door().port())
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void awaitRecorded(String id) {
    Eventually.asserted(
        () -> assertThat(house.door().get("/find?q=" + id).body()).contains("Recorded once."));
  }
}
