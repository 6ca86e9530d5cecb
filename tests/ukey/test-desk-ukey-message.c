/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-desk-ukey-message"

#include "desk-key-error.h"
#include "desk-ukey-message.h"
#include "desk-ukey-schema.h"

#include <string.h>

/* Encodes and decodes. */
static DeskUkeyMessage *
pass_through (DeskUkeyMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskSecret) frame = desk_ukey_message_encode (message, &error);
  const uint8_t *bytes;
  DeskUkeyMessage *decoded;
  size_t length;

  g_assert_no_error (error);
  bytes = (const uint8_t *) desk_secret_get_data (frame);
  length = desk_ukey_message_parse_header (bytes);
  g_assert_cmpuint (length, ==, desk_secret_get_length (frame) - DESK_UKEY_FRAME_HEADER);

  decoded = desk_ukey_message_decode (bytes + DESK_UKEY_FRAME_HEADER, length, &error);
  g_assert_no_error (error);
  return decoded;
}

static void
test_request (void)
{
  g_autoptr (DeskUkeyMessage) request = desk_ukey_message_new (DESK_UKEY_KIND_SIGN);
  g_autoptr (DeskUkeyMessage) decoded = NULL;
  g_autoptr (GBytes) key_id = g_bytes_new_static ("\0\1", 2);
  g_autoptr (GBytes) digest = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (DeskSecret) pin = desk_secret_new_from_string ("111111");

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, "序列号");
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_KEY_ID, key_id);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_DIGEST, digest);
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_PIN, pin);

  decoded = pass_through (request);
  g_assert_cmpint (desk_ukey_message_get_kind (decoded), ==, DESK_UKEY_KIND_SIGN);
  g_assert_cmpstr (desk_ukey_message_get_text (decoded, DESK_UKEY_TAG_SERIAL), ==, "序列号");
  g_assert_true (
      g_bytes_equal (desk_ukey_message_get_bytes (decoded, DESK_UKEY_TAG_KEY_ID), key_id));
  g_assert_true (
      g_bytes_equal (desk_ukey_message_get_bytes (decoded, DESK_UKEY_TAG_DIGEST), digest));
  g_assert_true (
      desk_secret_equal (desk_ukey_message_get_secret (decoded, DESK_UKEY_TAG_PIN), pin));
}

static DeskUkeyMessage *
make_token (const char *serial)
{
  static const DeskUkeyTag texts[] = { DESK_UKEY_TAG_READER, DESK_UKEY_TAG_LABEL,
                                       DESK_UKEY_TAG_MANUFACTURER, DESK_UKEY_TAG_MODEL };
  static const DeskUkeyTag numbers[]
      = { DESK_UKEY_TAG_SLOT, DESK_UKEY_TAG_FLAGS, DESK_UKEY_TAG_MIN_PIN, DESK_UKEY_TAG_MAX_PIN,
          DESK_UKEY_TAG_RECOGNISED };
  DeskUkeyMessage *token = desk_ukey_message_new (DESK_UKEY_KIND_TOKEN);

  desk_ukey_message_add_text (token, DESK_UKEY_TAG_SERIAL, serial);
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    desk_ukey_message_add_text (token, texts[i], "");
  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    desk_ukey_message_add_number (token, numbers[i], i % 2);

  return token;
}

static DeskUkeyMessage *
make_certificate (const char *label)
{
  DeskUkeyMessage *certificate = desk_ukey_message_new (DESK_UKEY_KIND_CERTIFICATE);
  g_autoptr (GBytes) der = g_bytes_new_static ("der", 3);
  g_autoptr (GBytes) key_id = g_bytes_new_static ("", 0);

  desk_ukey_message_add_bytes (certificate, DESK_UKEY_TAG_DER, der);
  desk_ukey_message_add_bytes (certificate, DESK_UKEY_TAG_KEY_ID, key_id);
  desk_ukey_message_add_text (certificate, DESK_UKEY_TAG_LABEL, label);
  desk_ukey_message_add_number (certificate, DESK_UKEY_TAG_HAS_KEY, DESK_UKEY_KEY_PRESENT);
  return certificate;
}

static void
test_records (void)
{
  g_autoptr (DeskUkeyMessage) answer = desk_ukey_message_new (DESK_UKEY_KIND_SCANNED);
  g_autoptr (DeskUkeyMessage) decoded = NULL;
  DeskUkeyMessage *token = make_token ("first");
  DeskUkeyMessage *certificate;

  desk_ukey_message_add_record (token, DESK_UKEY_TAG_CERTIFICATE, make_certificate ("one"));
  desk_ukey_message_add_record (token, DESK_UKEY_TAG_CERTIFICATE, make_certificate ("two"));
  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_N_SLOTS, 2);
  desk_ukey_message_add_record (answer, DESK_UKEY_TAG_TOKEN, token);
  desk_ukey_message_add_record (answer, DESK_UKEY_TAG_TOKEN, make_token ("second"));

  decoded = pass_through (answer);
  g_assert_cmpuint (desk_ukey_message_get_number (decoded, DESK_UKEY_TAG_N_SLOTS), ==, 2);
  g_assert_cmpuint (desk_ukey_message_count (decoded, DESK_UKEY_TAG_TOKEN), ==, 2);
  token = desk_ukey_message_get_record (decoded, DESK_UKEY_TAG_TOKEN, 1);
  g_assert_cmpstr (desk_ukey_message_get_text (token, DESK_UKEY_TAG_SERIAL), ==, "second");
  token = desk_ukey_message_get_record (decoded, DESK_UKEY_TAG_TOKEN, 0);
  certificate = desk_ukey_message_get_record (token, DESK_UKEY_TAG_CERTIFICATE, 1);
  g_assert_cmpstr (desk_ukey_message_get_text (certificate, DESK_UKEY_TAG_LABEL), ==, "two");
  g_assert_null (desk_ukey_message_get_record (token, DESK_UKEY_TAG_CERTIFICATE, 2));
}

static void
test_repeated_text (void)
{
  g_autoptr (DeskUkeyMessage) answer = desk_ukey_message_new (DESK_UKEY_KIND_SERVED);
  g_autoptr (DeskUkeyMessage) decoded = NULL;

  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_INSTALLED, 1);
  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_CODE, 0x8010001d);
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_READER, "one");
  desk_ukey_message_add_text (answer, DESK_UKEY_TAG_READER, "two");

  decoded = pass_through (answer);
  g_assert_cmpuint (desk_ukey_message_get_number (decoded, DESK_UKEY_TAG_CODE), ==, 0x8010001d);
  g_assert_cmpstr (desk_ukey_message_get_nth_text (decoded, DESK_UKEY_TAG_READER, 1), ==, "two");
  g_assert_null (desk_ukey_message_get_nth_text (decoded, DESK_UKEY_TAG_READER, 2));
}

static void
test_missing (void)
{
  g_autoptr (DeskUkeyMessage) request = desk_ukey_message_new (DESK_UKEY_KIND_SCAN);
  g_autoptr (DeskUkeyMessage) decoded = NULL;

  desk_ukey_message_add_text (request, DESK_UKEY_TAG_SERIAL, NULL);
  desk_ukey_message_add_bytes (request, DESK_UKEY_TAG_DER, NULL);
  desk_ukey_message_add_secret (request, DESK_UKEY_TAG_PIN, NULL);
  desk_ukey_message_add_record (request, DESK_UKEY_TAG_TOKEN, NULL);

  decoded = pass_through (request);
  g_assert_false (desk_ukey_message_has (decoded, DESK_UKEY_TAG_FRESH));
  g_assert_cmpuint (desk_ukey_message_get_number (decoded, DESK_UKEY_TAG_FRESH), ==, 0);
  g_assert_null (desk_ukey_message_get_text (decoded, DESK_UKEY_TAG_SERIAL));
  g_assert_null (desk_ukey_message_get_bytes (decoded, DESK_UKEY_TAG_DER));
  g_assert_null (desk_ukey_message_get_secret (decoded, DESK_UKEY_TAG_PIN));
}

/* Both ends: nothing may be sent that would not be taken. */
static void
assert_not_encoded (DeskUkeyMessage *message)
{
  g_autoptr (DeskUkeyMessage) owned = message;
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_ukey_message_encode (owned, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_CRASHED);
}

static void
test_not_encoded (void)
{
  DeskUkeyMessage *message = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);
  g_autofree char *long_path = g_strnfill (5000, 'a');

  assert_not_encoded (message); /* a required field is missing */
  assert_not_encoded (make_token ("a record is no frame"));
  assert_not_encoded (desk_ukey_message_new ((DeskUkeyKind) 99));

  message = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);
  desk_ukey_message_add_text (message, DESK_UKEY_TAG_PATH, long_path);
  assert_not_encoded (message);

  message = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);
  desk_ukey_message_add_text (message, DESK_UKEY_TAG_PATH, "\xff");
  assert_not_encoded (message);

  message = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);
  desk_ukey_message_add_text (message, DESK_UKEY_TAG_PATH, "a");
  desk_ukey_message_add_text (message, DESK_UKEY_TAG_PATH, "b");
  assert_not_encoded (message);

  message = desk_ukey_message_new (DESK_UKEY_KIND_OPEN);
  desk_ukey_message_add_number (message, DESK_UKEY_TAG_PATH, 1);
  assert_not_encoded (message);

  message = desk_ukey_message_new (DESK_UKEY_KIND_SCANNED);
  desk_ukey_message_add_number (message, DESK_UKEY_TAG_N_SLOTS, 0);
  desk_ukey_message_add_record (message, DESK_UKEY_TAG_TOKEN, make_certificate ("no token"));
  assert_not_encoded (message);

  message = desk_ukey_message_new (DESK_UKEY_KIND_SCANNED);
  desk_ukey_message_add_number (message, DESK_UKEY_TAG_N_SLOTS, 0);
  desk_ukey_message_add_record (message, DESK_UKEY_TAG_TOKEN,
                                desk_ukey_message_new (DESK_UKEY_KIND_TOKEN));
  assert_not_encoded (message);
}

static void
test_too_long (void)
{
  DeskUkeyMessage *answer = desk_ukey_message_new (DESK_UKEY_KIND_SCANNED);
  g_autofree char *content = g_malloc0 (64 * 1024);
  g_autoptr (GBytes) der = g_bytes_new_static (content, 64 * 1024);
  g_autoptr (GBytes) key_id = g_bytes_new_static ("", 0);
  DeskUkeyMessage *token = make_token ("");

  for (int i = 0; i < 17; i++) {
    DeskUkeyMessage *certificate = desk_ukey_message_new (DESK_UKEY_KIND_CERTIFICATE);

    desk_ukey_message_add_bytes (certificate, DESK_UKEY_TAG_DER, der);
    desk_ukey_message_add_bytes (certificate, DESK_UKEY_TAG_KEY_ID, key_id);
    desk_ukey_message_add_text (certificate, DESK_UKEY_TAG_LABEL, "");
    desk_ukey_message_add_number (certificate, DESK_UKEY_TAG_HAS_KEY, 0);
    desk_ukey_message_add_record (token, DESK_UKEY_TAG_CERTIFICATE, certificate);
  }

  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_N_SLOTS, 1);
  desk_ukey_message_add_record (answer, DESK_UKEY_TAG_TOKEN, token);
  assert_not_encoded (answer);
}

static void
test_header (void)
{
  static const struct {
    uint8_t header[4];
    size_t length;
  } cases[] = {
    { { 0, 0, 0, 0 }, 0 },           { { 0, 0, 0, 1 }, 0 },    { { 0, 0, 0, 2 }, 2 },
    { { 0, 0x10, 0, 0 }, 0x100000 }, { { 0, 0x10, 0, 1 }, 0 }, { { 0xff, 0xff, 0xff, 0xff }, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (desk_ukey_message_parse_header (cases[i].header), ==, cases[i].length);
}

/* A body that is taken, and what is wrong with its neighbours. */
typedef struct {
  const char *name;
  const char *body;
  size_t length;
} Body;

#define BODY(name, text)                                                                           \
  {                                                                                                \
    name, text, sizeof text - 1                                                                    \
  }
#define NUMBER(low) "\0\0\0\x08\0\0\0\0\0\0\0" low

static const Body good_bodies[] = {
  BODY ("scan", "\1\2"),
  BODY ("scan, fresh", "\1\2\6" NUMBER ("\1")),
  BODY ("open", "\1\1\3\0\0\0\1/"),
  BODY ("open with arguments", "\1\1\3\0\0\0\1/\4\0\0\0\0"),
  BODY ("progress", "\1\x41\x13" NUMBER ("\2")),
};

static const Body bad_bodies[] = {
  BODY ("nothing", ""),
  BODY ("a version alone", "\1"),
  BODY ("version 0", "\0\2"),
  BODY ("version 2", "\2\2"),
  BODY ("kind 0", "\1\0"),
  BODY ("a kind nobody knows", "\1\x30"),
  BODY ("a record as a frame", "\1\x80"),
  BODY ("a tag nobody knows", "\1\2\xf0\0\0\0\0"),
  BODY ("a tag of another kind", "\1\2\3\0\0\0\1/"),
  BODY ("a tag and no more", "\1\1\3"),
  BODY ("half a length", "\1\1\3\0\0"),
  BODY ("a field that ends early", "\1\1\3\0\0\0\2/"),
  BODY ("a huge field", "\1\1\3\xff\xff\xff\xff/"),
  BODY ("bytes behind the last field", "\1\1\3\0\0\0\1/\3"),
  BODY ("missing", "\1\1"),
  BODY ("twice", "\1\1\3\0\0\0\1/\3\0\0\0\1/"),
  BODY ("twice the optional one", "\1\2\6" NUMBER ("\1") "\6" NUMBER ("\1")),
  BODY ("too short a text", "\1\1\3\0\0\0\0"),
  BODY ("a text with NUL", "\1\1\3\0\0\0\2/\0"),
  BODY ("a text that is no UTF-8", "\1\1\3\0\0\0\1\xff"),
  BODY ("half a character", "\1\1\3\0\0\0\2\xe5\xba"),
  BODY ("a short number", "\1\2\6\0\0\0\7\0\0\0\0\0\0\1"),
  BODY ("a long number", "\1\2\6\0\0\0\x09\0\0\0\0\0\0\0\0\1"),
  BODY ("too high a number", "\1\2\6" NUMBER ("\2")),
  BODY ("a phase that is none", "\1\x41\x13" NUMBER ("\3")),
  BODY ("a short digest", "\1\3\x8\0\0\0\0\x9\0\0\0\0\xe\0\0\0\1."),
  BODY ("a record with a field it has not", "\1\x44\x17" NUMBER ("\0") "\x29\0\0\0\5\3\0\0\0\0"),
  BODY ("an empty record", "\1\x44\x17" NUMBER ("\0") "\x29\0\0\0\0"),
  BODY ("a record longer than what holds it", "\1\x44\x17" NUMBER ("\0") "\x29\0\0\0\5\x8\0\0\0\1"),
};

static DeskUkeyMessage *
decode (const Body *body, GError **error)
{
  /* In a block of its own length, so that a read beyond it is seen. */
  g_autofree uint8_t *copy = g_memdup2 (body->body, MAX (body->length, 1));

  return desk_ukey_message_decode (copy, body->length, error);
}

static void
test_malformed (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (good_bodies); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (DeskUkeyMessage) message = decode (&good_bodies[i], &error);

    g_test_message ("%s", good_bodies[i].name);
    g_assert_no_error (error);
    g_assert_nonnull (message);
  }

  for (size_t i = 0; i < G_N_ELEMENTS (bad_bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", bad_bodies[i].name);
    g_assert_null (decode (&bad_bodies[i], &error));
    g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_CRASHED);
  }
}

/* However it is cut, a message is not taken, and nothing is read that is not there. */
static void
test_truncated (void)
{
  g_autoptr (DeskUkeyMessage) answer = desk_ukey_message_new (DESK_UKEY_KIND_SCANNED);
  g_autoptr (DeskSecret) frame = NULL;
  DeskUkeyMessage *token = make_token ("0123456789");
  const char *body;
  size_t length;

  desk_ukey_message_add_record (token, DESK_UKEY_TAG_CERTIFICATE, make_certificate ("one"));
  desk_ukey_message_add_record (answer, DESK_UKEY_TAG_TOKEN, token);
  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_N_SLOTS, 1);
  frame = desk_ukey_message_encode (answer, NULL);
  body = desk_secret_get_data (frame) + DESK_UKEY_FRAME_HEADER;
  length = desk_secret_get_length (frame) - DESK_UKEY_FRAME_HEADER;

  for (size_t i = 0; i < length; i++) {
    Body cut = { "cut", body, i };

    g_assert_null (decode (&cut, NULL));
  }
}

/* Many small records must not become much memory. */
static void
test_too_many (void)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_byte_array_append (body, (const guint8 *) "\1\x44", 2);
  for (int i = 0; i < 10000; i++)
    g_byte_array_append (body, (const guint8 *) "\x29\0\0\0\0", 5);

  g_assert_null (desk_ukey_message_decode (body->data, body->len, &error));
  g_assert_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_CRASHED);
  g_assert_nonnull (strstr (error->message, "too often"));
}

static void
test_schema (void)
{
  size_t n_fields;

  g_assert_null (desk_ukey_schema_get_fields ((DeskUkeyKind) 0, &n_fields));
  g_assert_cmpuint (n_fields, ==, 0);
  g_assert_nonnull (desk_ukey_schema_get_fields (DESK_UKEY_KIND_DESCRIBE, &n_fields));
  g_assert_cmpuint (n_fields, ==, 0);
  g_assert_true (desk_ukey_schema_is_frame (DESK_UKEY_KIND_DESCRIBE));
  g_assert_false (desk_ukey_schema_is_frame (DESK_UKEY_KIND_TOKEN));

  /* Of one kind no tag has two rows; a record's kind exists. */
  for (int kind = 0; kind < 256; kind++) {
    const DeskUkeyField *fields = desk_ukey_schema_get_fields ((DeskUkeyKind) kind, &n_fields);

    for (size_t i = 0; i < n_fields; i++) {
      size_t n;

      g_assert_cmpuint (fields[i].max_count, >, 0);
      g_assert_cmpuint (fields[i].min, <=, fields[i].max);
      g_assert_true (fields[i].type != DESK_UKEY_FIELD_RECORD
                     || desk_ukey_schema_get_fields (fields[i].record, &n) != NULL);
      for (size_t j = 0; j < i; j++)
        g_assert_cmpint (fields[i].tag, !=, fields[j].tag);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ukey/message/request", test_request);
  g_test_add_func ("/ukey/message/records", test_records);
  g_test_add_func ("/ukey/message/repeated-text", test_repeated_text);
  g_test_add_func ("/ukey/message/missing", test_missing);
  g_test_add_func ("/ukey/message/not-encoded", test_not_encoded);
  g_test_add_func ("/ukey/message/too-long", test_too_long);
  g_test_add_func ("/ukey/message/header", test_header);
  g_test_add_func ("/ukey/message/malformed", test_malformed);
  g_test_add_func ("/ukey/message/truncated", test_truncated);
  g_test_add_func ("/ukey/message/too-many", test_too_many);
  g_test_add_func ("/ukey/message/schema", test_schema);

  return g_test_run ();
}
