/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-message.h"

#include "desk-clock.h"
#include "desk-encoding.h"
#include "desk-secret.h"

#include <string.h>

#define PHONE_MAX 40

JsonNode *
desk_wire_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

void
desk_wire_set_text (JsonObject *object, const char *member, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL)
    json_object_set_null_member (object, member);
  else
    json_object_set_string_member (object, member, valid);
}

void
desk_wire_set_time (JsonObject *object, const char *member, gint64 unix_seconds)
{
  g_autofree char *text = desk_clock_format_utc (unix_seconds);

  json_object_set_string_member (object, member, text);
}

void
desk_wire_set_enum (JsonObject *object, const char *member, GType type, int value)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (type);
  GEnumValue *entry = g_enum_get_value (values, value);

  g_return_if_fail (entry != NULL);

  json_object_set_string_member (object, member, entry->value_nick);
}

static void
set_base64 (JsonObject *object, const DeskWireMember *member, GBytes *bytes)
{
  size_t length;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = member->kind == DESK_WIRE_BASE64 ? g_base64_encode (data, length)
                                                           : desk_base64url_encode (data, length);

  json_object_set_string_member (object, member->member, text);
}

static void
add_member (JsonObject *object, const DeskWireMember *member, gconstpointer field)
{
  switch (member->kind) {
  case DESK_WIRE_PHONE: {
    g_autofree char *phone = desk_field_normalise_mobile (*(char *const *) field);

    json_object_set_string_member (object, member->member, phone);
    break;
  }
  case DESK_WIRE_INTEGER:
    json_object_set_int_member (object, member->member, *(const gint64 *) field);
    break;
  case DESK_WIRE_TIME:
    desk_wire_set_time (object, member->member, *(const gint64 *) field);
    break;
  case DESK_WIRE_BASE64:
  case DESK_WIRE_BASE64URL:
    set_base64 (object, member, *(GBytes *const *) field);
    break;
  case DESK_WIRE_CHOICE:
    json_object_set_string_member (object, member->member,
                                   member->words[*(const gboolean *) field ? 1 : 0]);
    break;
  case DESK_WIRE_TEXT:
  case DESK_WIRE_LINE:
  case DESK_WIRE_ID:
  case DESK_WIRE_SHA256:
  default:
    desk_wire_set_text (object, member->member, *(char *const *) field);
    break;
  }
}

void
desk_wire_message_add (const DeskWireMember *members,
                       size_t n,
                       gconstpointer message,
                       JsonObject *object)
{
  for (size_t i = 0; i < n; i++)
    add_member (object, &members[i], (const char *) message + members[i].offset);
}

JsonNode *
desk_wire_message_to_json (const DeskWireMember *members, size_t n, gconstpointer message)
{
  JsonObject *object = json_object_new ();

  desk_wire_message_add (members, n, message, object);
  return desk_wire_take_object (object);
}

static gboolean
read_choice (DeskWireReader *reader, const DeskWireMember *member)
{
  const char *word = desk_wire_reader_filled (reader, member->member, 40);

  if (!g_str_equal (word, member->words[0]) && !g_str_equal (word, member->words[1]))
    desk_wire_reader_fail (reader, member->member, DESK_FIELD_NOT_ALLOWED);

  return g_str_equal (word, member->words[1]);
}

static char *
dup_member (DeskWireReader *reader, const DeskWireMember *member)
{
  switch (member->kind) {
  case DESK_WIRE_PHONE:
    return desk_field_normalise_mobile (
        desk_wire_reader_string (reader, member->member, PHONE_MAX));
  case DESK_WIRE_ID:
    return g_strdup (desk_wire_reader_id (reader, member->member));
  case DESK_WIRE_SHA256:
    return g_strdup (desk_wire_reader_sha256 (reader, member->member));
  case DESK_WIRE_LINE:
    return g_strdup (desk_wire_reader_string (reader, member->member, (glong) member->limit));
  default:
    return g_strdup (desk_wire_reader_filled (reader, member->member, (glong) member->limit));
  }
}

static void
read_member (DeskWireReader *reader, const DeskWireMember *member, gpointer field)
{
  switch (member->kind) {
  case DESK_WIRE_INTEGER:
    *(gint64 *) field = desk_wire_reader_int (reader, member->member, 0, member->limit);
    break;
  case DESK_WIRE_TIME:
    *(gint64 *) field = desk_wire_reader_time (reader, member->member);
    break;
  case DESK_WIRE_BASE64:
    *(GBytes **) field = desk_wire_reader_base64 (reader, member->member, (size_t) member->limit);
    break;
  case DESK_WIRE_BASE64URL:
    *(GBytes **) field
        = desk_wire_reader_base64url (reader, member->member, (size_t) member->limit);
    break;
  case DESK_WIRE_CHOICE:
    *(gboolean *) field = read_choice (reader, member);
    break;
  default:
    *(char **) field = dup_member (reader, member);
    break;
  }
}

void
desk_wire_message_read (const DeskWireMember *members,
                        size_t n,
                        DeskWireReader *reader,
                        gpointer message)
{
  for (size_t i = 0; i < n; i++)
    read_member (reader, &members[i], (char *) message + members[i].offset);
}

gboolean
desk_wire_message_from_json (const DeskWireMember *members,
                             size_t n,
                             JsonObject *json,
                             gboolean tolerates_unknown,
                             gpointer message,
                             GError **error)
{
  g_autoptr (DeskWireReader) reader = desk_wire_reader_new (json, "", tolerates_unknown);

  desk_wire_message_read (members, n, reader, message);
  if (desk_wire_reader_finish (reader, error))
    return TRUE;

  desk_wire_message_clear (members, n, message);
  return FALSE;
}

/* Codes and tokens come through here: what was text is wiped. */
static void
clear_text (char **text)
{
  if (*text != NULL)
    desk_secret_wipe (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

void
desk_wire_message_clear (const DeskWireMember *members, size_t n, gpointer message)
{
  for (size_t i = 0; i < n; i++) {
    gpointer field = (char *) message + members[i].offset;

    switch (members[i].kind) {
    case DESK_WIRE_INTEGER:
    case DESK_WIRE_TIME:
      *(gint64 *) field = 0;
      break;
    case DESK_WIRE_BASE64:
    case DESK_WIRE_BASE64URL:
      g_clear_pointer ((GBytes **) field, g_bytes_unref);
      break;
    case DESK_WIRE_CHOICE:
      *(gboolean *) field = FALSE;
      break;
    default:
      clear_text (field);
      break;
    }
  }
}
