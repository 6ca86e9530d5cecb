/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wire-reader.h"

G_BEGIN_DECLS

/* For this folder only: messages that are plain structs, described by one table each. */

typedef enum {
  DESK_WIRE_TEXT,      /* char *, not empty, at most `limit` code points */
  DESK_WIRE_LINE,      /* the same, may be empty */
  DESK_WIRE_PHONE,     /* char *, normalised on both ends */
  DESK_WIRE_ID,        /* char *, UUID */
  DESK_WIRE_SHA256,    /* char *, 64 hexadecimal digits */
  DESK_WIRE_INTEGER,   /* gint64, 0 to `limit` */
  DESK_WIRE_TIME,      /* gint64, Unix seconds */
  DESK_WIRE_BASE64,    /* GBytes *, at most `limit` bytes */
  DESK_WIRE_BASE64URL, /* the same in the other alphabet */
  DESK_WIRE_CHOICE,    /* gboolean, one of two words: `words` */
} DeskWireKind;

typedef struct {
  const char *member;
  DeskWireKind kind;
  size_t offset; /* in the struct */
  gint64 limit;
  const char *const *words; /* [2], for FALSE and TRUE */
} DeskWireMember;

JsonNode *
desk_wire_message_to_json (const DeskWireMember *members, size_t n, gconstpointer message);
void desk_wire_message_add (const DeskWireMember *members,
                            size_t n,
                            gconstpointer message,
                            JsonObject *object);

/* On error everything in @message is freed and zero. */
gboolean desk_wire_message_from_json (const DeskWireMember *members,
                                      size_t n,
                                      JsonObject *json,
                                      gboolean tolerates_unknown,
                                      gpointer message,
                                      GError **error);
void desk_wire_message_read (const DeskWireMember *members,
                             size_t n,
                             DeskWireReader *reader,
                             gpointer message);
void desk_wire_message_clear (const DeskWireMember *members, size_t n, gpointer message);

/* Defines _to_json, _from_json and _clear of a message from its table. @tolerates_unknown: TRUE for
 * an answer, FALSE for a request. */
#define DESK_WIRE_DEFINE_MESSAGE(Type, name, members, tolerates_unknown)                           \
  JsonNode *name##_to_json (const Type *message)                                                   \
  {                                                                                                \
    return desk_wire_message_to_json (members, G_N_ELEMENTS (members), message);                   \
  }                                                                                                \
  gboolean name##_from_json (JsonObject *json, Type *message, GError **error)                      \
  {                                                                                                \
    return desk_wire_message_from_json (members, G_N_ELEMENTS (members), json, tolerates_unknown,  \
                                        message, error);                                           \
  }                                                                                                \
  void name##_clear (Type *message)                                                                \
  {                                                                                                \
    desk_wire_message_clear (members, G_N_ELEMENTS (members), message);                            \
  }

/* NULL becomes JSON null; what is not UTF-8 is replaced, or nobody could read it again. */
void desk_wire_set_text (JsonObject *object, const char *member, const char *text);
void desk_wire_set_time (JsonObject *object, const char *member, gint64 unix_seconds);
void desk_wire_set_enum (JsonObject *object, const char *member, GType type, int value);

/* A node that owns @object. */
JsonNode *desk_wire_take_object (JsonObject *object);

G_END_DECLS
