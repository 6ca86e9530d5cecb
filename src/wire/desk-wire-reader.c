/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-reader.h"

#include "desk-clock.h"
#include "desk-encoding.h"
#include "desk-id.h"
#include "desk-wire-error.h"

#include <string.h>

struct _DeskWireReader {
  JsonObject *object; /* borrowed, nullable: there is none, and an error says so */
  char *path;         /* owned; "" at the top */
  gboolean tolerates_unknown;

  GHashTable *seen;    /* owned: names of members, borrowed */
  GPtrArray *children; /* owned: DeskWireReader */
  GError *error;       /* owned, nullable: the first */
};

static void
free_reader (gpointer data)
{
  desk_wire_reader_free (data);
}

static DeskWireReader *
new_reader (JsonObject *object, char *path, gboolean tolerates_unknown)
{
  DeskWireReader *self = g_new0 (DeskWireReader, 1);

  self->object = object;
  self->path = path;
  self->tolerates_unknown = tolerates_unknown;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->children = g_ptr_array_new_with_free_func (free_reader);
  return self;
}

DeskWireReader *
desk_wire_reader_new (JsonObject *object, const char *path, gboolean tolerates_unknown)
{
  g_return_val_if_fail (object != NULL && path != NULL, NULL);

  return new_reader (object, g_strdup (path), tolerates_unknown);
}

void
desk_wire_reader_free (DeskWireReader *self)
{
  g_free (self->path);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->children);
  g_clear_error (&self->error);
  g_free (self);
}

static char *
dup_path (DeskWireReader *self, const char *member)
{
  return *self->path == '\0' ? g_strdup (member) : g_strconcat (self->path, ".", member, NULL);
}

static void
fail (DeskWireReader *self, DeskWireError code, const char *member, DeskFieldProblem problem)
{
  g_autofree char *path = NULL;

  if (self->error != NULL)
    return;

  path = dup_path (self, member);
  self->error = desk_wire_error_new_field (code, path, problem);
}

void
desk_wire_reader_fail (DeskWireReader *self, const char *member, DeskFieldProblem problem)
{
  fail (self, DESK_WIRE_ERROR_INVALID_FIELD, member, problem);
}

/* A member's name comes from outside: into a message it goes only if it looks like one. */
static const char *
presentable (const char *member)
{
  size_t length = strlen (member);

  return length > 0 && length <= 40 && strspn (member, G_CSET_a_2_z "_0123456789") == length
             ? member
             : "?";
}

static void
check_unknown (DeskWireReader *self)
{
  JsonObjectIter iter;
  const char *member;

  if (self->tolerates_unknown || self->object == NULL || self->error != NULL)
    return;

  json_object_iter_init (&iter, self->object);
  while (json_object_iter_next (&iter, &member, NULL))
    if (!g_hash_table_contains (self->seen, member))
      fail (self, DESK_WIRE_ERROR_UNKNOWN_MEMBER, presentable (member), DESK_FIELD_OK);
}

gboolean
desk_wire_reader_finish (DeskWireReader *self, GError **error)
{
  check_unknown (self);
  if (self->error != NULL) {
    g_propagate_error (error, g_error_copy (self->error));
    return FALSE;
  }

  for (guint i = 0; i < self->children->len; i++)
    if (!desk_wire_reader_finish (g_ptr_array_index (self->children, i), error))
      return FALSE;

  return TRUE;
}

/* The member as it is, NULL if it is absent. */
static JsonNode *
look (DeskWireReader *self, const char *member)
{
  g_hash_table_add (self->seen, g_strdup (member));

  return self->object != NULL ? json_object_get_member (self->object, member) : NULL;
}

static gboolean
is_absent (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

/* The member if it is there and holds a value of @type, with an error otherwise. */
static JsonNode *
look_value (DeskWireReader *self, const char *member, GType type)
{
  JsonNode *node = look (self, member);

  if (is_absent (node)) {
    desk_wire_reader_fail (self, member, DESK_FIELD_MISSING);
    return NULL;
  }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type) {
    desk_wire_reader_fail (self, member, DESK_FIELD_BAD_FORMAT);
    return NULL;
  }

  return node;
}

gboolean
desk_wire_reader_has (DeskWireReader *self, const char *member)
{
  return !is_absent (look (self, member));
}

/* json-glib hands out what was escaped as it was meant; a tree that was not parsed here may hold
 * anything. */
static const char *
check_string (DeskWireReader *self, const char *member, JsonNode *node, glong max)
{
  const char *text = json_node_get_string (node);

  if (text == NULL || !g_utf8_validate (text, -1, NULL)) {
    desk_wire_reader_fail (self, member, DESK_FIELD_BAD_CHARACTER);
    return "";
  }
  if (g_utf8_strlen (text, -1) > max) {
    desk_wire_reader_fail (self, member, DESK_FIELD_TOO_LONG);
    return "";
  }

  return text;
}

const char *
desk_wire_reader_string (DeskWireReader *self, const char *member, glong max)
{
  JsonNode *node = look_value (self, member, G_TYPE_STRING);

  return node == NULL ? "" : check_string (self, member, node, max);
}

const char *
desk_wire_reader_filled (DeskWireReader *self, const char *member, glong max)
{
  const char *text = desk_wire_reader_string (self, member, max);

  if (*text == '\0')
    desk_wire_reader_fail (self, member, DESK_FIELD_MISSING);

  return text;
}

const char *
desk_wire_reader_optional (DeskWireReader *self, const char *member, glong max)
{
  return desk_wire_reader_has (self, member) ? desk_wire_reader_string (self, member, max) : NULL;
}

const char *
desk_wire_reader_id (DeskWireReader *self, const char *member)
{
  const char *id = desk_wire_reader_filled (self, member, 36);

  if (*id == '\0' || desk_id_is_valid (id))
    return id;

  desk_wire_reader_fail (self, member, DESK_FIELD_BAD_FORMAT);
  return "";
}

const char *
desk_wire_reader_sha256 (DeskWireReader *self, const char *member)
{
  const char *digest = desk_wire_reader_filled (self, member, 64);

  if (*digest == '\0' || (strlen (digest) == 64 && strspn (digest, "0123456789abcdef") == 64))
    return digest;

  desk_wire_reader_fail (self, member, DESK_FIELD_BAD_FORMAT);
  return "";
}

gint64
desk_wire_reader_int (DeskWireReader *self, const char *member, gint64 min, gint64 max)
{
  JsonNode *node = look_value (self, member, G_TYPE_INT64);
  gint64 number = node != NULL ? json_node_get_int (node) : min;

  if (number >= min && number <= max)
    return node != NULL ? number : 0;

  desk_wire_reader_fail (self, member, DESK_FIELD_NOT_ALLOWED);
  return 0;
}

gboolean
desk_wire_reader_bool (DeskWireReader *self, const char *member)
{
  JsonNode *node = look_value (self, member, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

gint64
desk_wire_reader_time (DeskWireReader *self, const char *member)
{
  const char *text = desk_wire_reader_filled (self, member, 20);
  gint64 time = 0;

  if (*text != '\0' && !desk_clock_parse_utc (text, &time))
    desk_wire_reader_fail (self, member, DESK_FIELD_BAD_FORMAT);
  if (time < 0)
    desk_wire_reader_fail (self, member, DESK_FIELD_NOT_ALLOWED);

  return MAX (time, 0);
}

int
desk_wire_reader_enum (DeskWireReader *self, const char *member, GType type)
{
  const char *nick = desk_wire_reader_filled (self, member, 40);
  g_autoptr (GEnumClass) values = g_type_class_ref (type);
  GEnumValue *value = g_enum_get_value_by_nick (values, nick);

  if (value != NULL)
    return value->value;

  desk_wire_reader_fail (self, member, DESK_FIELD_NOT_ALLOWED);
  return 0;
}

static GBytes *
read_base64 (DeskWireReader *self,
             const char *member,
             size_t max,
             GBytes *(*decode) (const char *) )
{
  /* Four characters for three bytes, rounded up. */
  const char *text = desk_wire_reader_filled (self, member, (glong) (max / 3 * 4 + 4));
  g_autoptr (GBytes) bytes = NULL;

  if (*text == '\0')
    return NULL;

  bytes = decode (text);
  if (bytes == NULL)
    desk_wire_reader_fail (self, member, DESK_FIELD_BAD_FORMAT);
  else if (g_bytes_get_size (bytes) > max)
    desk_wire_reader_fail (self, member, DESK_FIELD_TOO_LONG);
  else
    return g_steal_pointer (&bytes);

  return NULL;
}

GBytes *
desk_wire_reader_base64 (DeskWireReader *self, const char *member, size_t max)
{
  return read_base64 (self, member, max, desk_base64_decode);
}

GBytes *
desk_wire_reader_base64url (DeskWireReader *self, const char *member, size_t max)
{
  return read_base64 (self, member, max, desk_base64url_decode);
}

/* @path is taken. */
static DeskWireReader *
add_child (DeskWireReader *self, JsonNode *node, char *path)
{
  JsonObject *object
      = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  DeskWireReader *child = new_reader (object, path, self->tolerates_unknown);

  if (object == NULL)
    child->error
        = desk_wire_error_new_field (DESK_WIRE_ERROR_INVALID_FIELD, path,
                                     is_absent (node) ? DESK_FIELD_MISSING : DESK_FIELD_BAD_FORMAT);
  g_ptr_array_add (self->children, child);
  return child;
}

DeskWireReader *
desk_wire_reader_object (DeskWireReader *self, const char *member)
{
  return add_child (self, look (self, member), dup_path (self, member));
}

JsonArray *
desk_wire_reader_array (DeskWireReader *self, const char *member, guint max)
{
  JsonNode *node = look (self, member);

  if (is_absent (node))
    desk_wire_reader_fail (self, member, DESK_FIELD_MISSING);
  else if (!JSON_NODE_HOLDS_ARRAY (node))
    desk_wire_reader_fail (self, member, DESK_FIELD_BAD_FORMAT);
  else if (json_array_get_length (json_node_get_array (node)) > max)
    desk_wire_reader_fail (self, member, DESK_FIELD_TOO_LONG);
  else
    return json_node_get_array (node);

  return NULL;
}

DeskWireReader *
desk_wire_reader_element (DeskWireReader *self,
                          const char *member,
                          JsonArray *array,
                          guint position)
{
  g_autofree char *path = dup_path (self, member);

  return add_child (self, json_array_get_element (array, position),
                    g_strdup_printf ("%s.%u", path, position));
}

const char *
desk_wire_reader_element_string (
    DeskWireReader *self, const char *member, JsonArray *array, guint position, glong max)
{
  JsonNode *node = json_array_get_element (array, position);
  g_autofree char *name = g_strdup_printf ("%s.%u", member, position);

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return check_string (self, name, node, max);

  desk_wire_reader_fail (self, name, DESK_FIELD_BAD_FORMAT);
  return "";
}
