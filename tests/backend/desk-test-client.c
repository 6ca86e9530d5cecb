/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-client.h"

#include "desk-test-images.h"

#include <libsoup/soup.h>
#include <string.h>

struct _DeskTestClient {
  DeskTestBackend *backend; /* borrowed */
  SoupSession *session;     /* owned */
  char *token;              /* owned, nullable */
  char *key;                /* owned, nullable: a new one each time */
  char *phone;              /* owned, nullable */
  GBytes *body;             /* owned, nullable; of the newest answer */
  JsonNode *json;           /* owned, nullable; likewise */
};

DeskTestClient *
desk_test_client_new (DeskTestBackend *backend)
{
  DeskTestClient *self = g_new0 (DeskTestClient, 1);

  self->backend = backend;
  self->session = soup_session_new ();
  soup_session_set_timeout (self->session, 60);

  return self;
}

static void
forget_answer (DeskTestClient *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_node_unref);
}

void
desk_test_client_free (DeskTestClient *self)
{
  forget_answer (self);
  g_clear_object (&self->session);
  g_free (self->token);
  g_free (self->key);
  g_free (self->phone);
  g_free (self);
}

void
desk_test_client_set_key (DeskTestClient *self, const char *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
}

static guint
send (DeskTestClient *self,
      const char *method,
      const char *path,
      const char *media_type,
      GBytes *content)
{
  g_autofree char *url = g_strconcat (desk_test_backend_get_url (self->backend), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *key = self->key != NULL ? g_strdup (self->key) : g_uuid_string_random ();
  g_autoptr (GError) error = NULL;

  if (self->token != NULL) {
    g_autofree char *authorization = g_strconcat ("Bearer ", self->token, NULL);

    soup_message_headers_append (headers, "Authorization", authorization);
  }
  if (g_str_equal (method, "POST"))
    soup_message_headers_append (headers, "Idempotency-Key", key);
  if (content != NULL)
    soup_message_set_request_body_from_bytes (message, media_type, content);

  forget_answer (self);
  self->body = soup_session_send_and_read (self->session, message, NULL, &error);
  g_assert_no_error (error);
  if (strstr (
          soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Type")
              ?: "",
          "json")
      != NULL) {
    g_autofree char *text
        = g_strndup (g_bytes_get_data (self->body, NULL), g_bytes_get_size (self->body));

    self->json = json_from_string (text, &error);
    g_assert_no_error (error);
  }

  return soup_message_get_status (message);
}

guint
desk_test_client_send (DeskTestClient *self, const char *method, const char *path, const char *body)
{
  g_autoptr (GBytes) content = NULL;
  char *text;

  if (body == NULL)
    return send (self, method, path, NULL, NULL);

  text = g_strdelimit (g_strdup (body), "'", '"');
  content = g_bytes_new_take (text, strlen (text));
  return send (self, method, path, "application/json", content);
}

guint
desk_test_client_upload (DeskTestClient *self, const char *path, GBytes *content)
{
  return send (self, "PUT", path, "image/jpeg", content);
}

JsonObject *
desk_test_client_get_json (DeskTestClient *self)
{
  g_assert_nonnull (self->json);
  return json_node_get_object (self->json);
}

GBytes *
desk_test_client_get_body (DeskTestClient *self)
{
  return self->body;
}

const char *
desk_test_client_get_text (DeskTestClient *self, const char *member)
{
  return json_object_get_string_member_with_default (desk_test_client_get_json (self), member, "");
}

gint64
desk_test_client_get_int (DeskTestClient *self, const char *member)
{
  return json_object_get_int_member (desk_test_client_get_json (self), member);
}

gboolean
desk_test_client_has_done (DeskTestClient *self, const char *step)
{
  JsonArray *done = json_object_get_array_member (desk_test_client_get_json (self), "done");

  for (guint i = 0; i < json_array_get_length (done); i++)
    if (g_str_equal (json_array_get_string_element (done, i), step))
      return TRUE;

  return FALSE;
}

const char *
desk_test_client_get_problem (DeskTestClient *self)
{
  return self->json != NULL ? desk_test_client_get_text (self, "code") : "";
}

const char *
desk_test_client_get_field (DeskTestClient *self, const char *field)
{
  JsonObject *problem = desk_test_client_get_json (self);
  JsonArray *fields;

  if (!json_object_has_member (problem, "fields"))
    return "";

  fields = json_object_get_array_member (problem, "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++) {
    JsonObject *entry = json_array_get_object_element (fields, i);

    if (g_str_equal (json_object_get_string_member (entry, "field"), field))
      return json_object_get_string_member (entry, "problem");
  }

  return "";
}

void
desk_test_client_sign_in (DeskTestClient *self, const char *phone)
{
  g_autofree char *request = g_strdup_printf ("{'phone': '%s', 'purpose': 'sign_in'}", phone);
  g_autofree char *code = NULL;
  g_autofree char *sign_in = NULL;

  g_clear_pointer (&self->token, g_free);
  desk_test_client_assert (self, desk_test_client_send (self, "POST", "/v1/sms-codes", request),
                           202);
  code = desk_test_backend_get_code (self->backend, phone);
  sign_in = g_strdup_printf ("{'phone': '%s', 'code': '%s'}", phone, code);
  desk_test_client_assert (self, desk_test_client_send (self, "POST", "/v1/sessions/sms", sign_in),
                           201);
  self->token = g_strdup (desk_test_client_get_text (self, "token"));
  g_free (self->phone);
  self->phone = g_strdup (phone);
}

char *
desk_test_client_get_contract_code (DeskTestClient *self, const char *phone)
{
  desk_test_client_assert (
      self,
      desk_test_client_send (self, "POST", "/v1/session/sms-codes", "{'purpose': 'contract'}"),
      202);

  return desk_test_backend_get_code (self->backend, phone);
}

char *
desk_test_client_create_order (DeskTestClient *self, const char *name, const char *id_number)
{
  g_autofree char *check
      = g_strdup_printf ("{'id_type': '01', 'name': '%s', 'id_number': '%s', 'mobile': '%s'}", name,
                         id_number, self->phone);
  g_autofree char *order = NULL;

  desk_test_client_assert (self, desk_test_client_send (self, "POST", "/v1/identity-checks", check),
                           201);
  order = g_strdup_printf ("{'product': 'person_certificate', 'identity_check_id': '%s'}",
                           desk_test_client_get_text (self, "id"));
  desk_test_client_assert (self, desk_test_client_send (self, "POST", "/v1/orders", order), 201);

  return g_strconcat ("/v1/orders/", desk_test_client_get_text (self, "id"), NULL);
}

char *
desk_test_client_dup_consent (DeskTestClient *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");

  desk_test_client_assert (self, desk_test_client_send (self, "GET", "/v1/contract-text", NULL),
                           200);
  return g_strdup_printf ("{'version': '%s', 'sha256': '%s', 'time': '%s'}",
                          desk_test_client_get_text (self, "version"),
                          desk_test_client_get_text (self, "sha256"), time);
}

char *
desk_test_client_dup_ink (int slope)
{
  g_autoptr (GString) ink = g_string_new ("{'height': 4000, 'strokes': [[");

  for (int i = 0; i < 60; i++)
    g_string_append_printf (ink, "%s[%d, %d, %d, 500]", i > 0 ? ", " : "", 1000 + i * 50,
                            1000 + i * (20 + slope), i * 10);
  g_string_append (ink, "]]}");

  return g_string_free (g_steal_pointer (&ink), FALSE);
}

char *
desk_test_client_dup_version (DeskTestClient *self, const char *order)
{
  desk_test_client_assert (self, desk_test_client_send (self, "GET", order, NULL), 200);

  return g_strdup_printf ("{'version': %" G_GINT64_FORMAT "}",
                          desk_test_client_get_int (self, "version"));
}

static void
put_step (DeskTestClient *self, const char *order, const char *step, const char *body)
{
  g_autofree char *path = g_strconcat (order, "/", step, NULL);

  desk_test_client_assert (self, desk_test_client_send (self, "PUT", path, body), 200);
}

void
desk_test_client_give_evidence (DeskTestClient *self, const char *order)
{
  g_autofree char *consent = desk_test_client_dup_consent (self);
  g_autofree char *ink = desk_test_client_dup_ink (0);
  g_autofree char *front = g_strconcat (order, "/attachments/id_front", NULL);
  g_autofree char *back = g_strconcat (order, "/attachments/id_back", NULL);
  g_autoptr (GBytes) front_image = desk_test_image_upload (1);
  g_autoptr (GBytes) back_image = desk_test_image_upload (2);

  put_step (self, order, "consent", consent);
  desk_test_client_assert (self, desk_test_client_upload (self, front, front_image), 200);
  desk_test_client_assert (self, desk_test_client_upload (self, back, back_image), 200);
  put_step (self, order, "ink", ink);
}

void
desk_test_client_sign_contract (DeskTestClient *self, const char *order, const char *phone)
{
  g_autofree char *code = desk_test_client_get_contract_code (self, phone);
  g_autofree char *path = g_strconcat (order, "/contract", NULL);
  g_autofree char *reading_path = g_strconcat (order, "/contract/reading", NULL);
  g_autofree char *body = g_strdup_printf ("{'mode': 'one_off', 'sms_code': '%s'}", code);
  g_autofree char *reading = NULL;

  desk_test_client_assert (self, desk_test_client_send (self, "POST", path, body), 201);
  reading = g_strdup_printf ("{'sha256': '%s'}", desk_test_client_get_text (self, "sha256"));
  desk_test_client_assert (self, desk_test_client_send (self, "POST", reading_path, reading), 200);
}

void
desk_test_client_fill_form (DeskTestClient *self, const char *order)
{
  put_step (self, order, "product",
            "{'validity_years': 2, 'seal_kind': 'personal_name',"
            " 'invoice': {'kind': 'ordinary', 'buyer_kind': 'person', 'title': '张三',"
            " 'email': 'zhang.san@example.cn'}}");
  put_step (self, order, "delivery",
            "{'method': 'mail', 'carrier': 'sf', 'recipient': '张三', 'phone': '13900139000',"
            " 'region': '内蒙古自治区 呼和浩特市 赛罕区', 'address': '大学西路 235 号',"
            " 'postcode': '010021'}");
}
