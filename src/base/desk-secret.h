/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DeskSecret:
 *
 * Bytes that must not outlive their use: a PIN, a password, a key. Kept in one allocation of its
 * own, wiped when the last reference goes. Never copy its content into a string, a property, a log
 * line or a GVariant. Thread-safe reference count; the content is immutable.
 */
typedef struct _DeskSecret DeskSecret;

#define DESK_TYPE_SECRET (desk_secret_get_type ())

GType desk_secret_get_type (void);

/* Copies @length bytes; the caller wipes its own copy (desk_secret_wipe()). */
DeskSecret *desk_secret_new (const void *data, size_t length);

/* Copies a NUL-terminated string without its terminator. */
DeskSecret *desk_secret_new_from_string (const char *text);

DeskSecret *desk_secret_ref (DeskSecret *self);
void desk_secret_unref (DeskSecret *self);

/* The bytes, borrowed, followed by a NUL that does not count in the length. */
const char *desk_secret_get_data (DeskSecret *self);
size_t desk_secret_get_length (DeskSecret *self);

/* Compares in constant time for equal lengths. */
gboolean desk_secret_equal (DeskSecret *a, DeskSecret *b);

/* Overwrites @length bytes in a way the compiler may not drop. */
void desk_secret_wipe (void *data, size_t length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskSecret, desk_secret_unref)

G_END_DECLS
