/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-wire.h"

G_BEGIN_DECLS

/**
 * DeskWireReader:
 *
 * Reads an object's members once each and remembers the first thing that is wrong, so that a
 * decoder is a list of reads and one question at the end. After an error every read gives "", 0,
 * FALSE or NULL. Members of a strict reader that nobody read are unknown: requests are read
 * strictly, answers tolerantly, because a newer server may say more.
 */
typedef struct _DeskWireReader DeskWireReader;

/* @path stands before the members' names in errors: "applicant", or "" for none. Borrows @object.
 */
DeskWireReader *
desk_wire_reader_new (JsonObject *object, const char *path, gboolean tolerates_unknown);
void desk_wire_reader_free (DeskWireReader *self);

/* TRUE if everything that was read was right and, unless tolerant, all was read: here and in the
 * objects below. */
gboolean desk_wire_reader_finish (DeskWireReader *self, GError **error);

/* For rules that only the decoder knows. */
void desk_wire_reader_fail (DeskWireReader *self, const char *member, DeskFieldProblem problem);

/* TRUE if the member is there and not null. */
gboolean desk_wire_reader_has (DeskWireReader *self, const char *member);

/* Strings are borrowed from the object; lengths in code points. "" passes; see
 * desk_wire_reader_filled() for one that may not be empty. */
const char *desk_wire_reader_string (DeskWireReader *self, const char *member, glong max);
const char *desk_wire_reader_filled (DeskWireReader *self, const char *member, glong max);
/* NULL if the member is absent or null. */
const char *desk_wire_reader_optional (DeskWireReader *self, const char *member, glong max);
/* A UUID as desk_id_new() writes it. */
const char *desk_wire_reader_id (DeskWireReader *self, const char *member);
/* 64 lower-case hexadecimal digits. */
const char *desk_wire_reader_sha256 (DeskWireReader *self, const char *member);

gint64 desk_wire_reader_int (DeskWireReader *self, const char *member, gint64 min, gint64 max);
gboolean desk_wire_reader_bool (DeskWireReader *self, const char *member);
/* RFC 3339 as desk_clock_format_utc() writes it, not before 1970; Unix seconds. */
gint64 desk_wire_reader_time (DeskWireReader *self, const char *member);
/* One of the nicks of @type, which are the codes of the wire. */
int desk_wire_reader_enum (DeskWireReader *self, const char *member, GType type);
/* Base64 with padding, at most @max bytes once decoded. Caller owns; NULL on error. */
GBytes *desk_wire_reader_base64 (DeskWireReader *self, const char *member, size_t max);
/* RFC 4648 section 5, without padding. */
GBytes *desk_wire_reader_base64url (DeskWireReader *self, const char *member, size_t max);

/* A reader of the member's object: borrowed, finished with this one, never NULL. */
DeskWireReader *desk_wire_reader_object (DeskWireReader *self, const char *member);
/* Borrowed; NULL on error or beyond @max elements. */
JsonArray *desk_wire_reader_array (DeskWireReader *self, const char *member, guint max);
/* For each element of an array of objects, which desk_wire_reader_array() gave: path
 * "member.position". Borrowed, finished with this one, never NULL. */
DeskWireReader *desk_wire_reader_element (DeskWireReader *self,
                                          const char *member,
                                          JsonArray *array,
                                          guint position);
/* Likewise of an array of strings; "" on error. */
const char *desk_wire_reader_element_string (
    DeskWireReader *self, const char *member, JsonArray *array, guint position, glong max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskWireReader, desk_wire_reader_free)

G_END_DECLS
