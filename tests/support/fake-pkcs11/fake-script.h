/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FakeScript:
 *
 * What script.ini of the directory says now: a GKeyFile, read again whenever the file is another
 * one. PINs are hashed while reading, so that a memory dump of the process that loaded the module
 * does not find them because of the script.
 */
typedef struct _FakeScript FakeScript;

FakeScript *fake_script_new (const char *directory);
void fake_script_free (FakeScript *self);

/* Looks whether the file changed; cheap if it did not. */
void fake_script_refresh (FakeScript *self);

const char *fake_script_get_directory (FakeScript *self);

/* Names this version of the file. Borrowed until the next refresh. */
const char *fake_script_get_version (FakeScript *self);

gboolean fake_script_has_group (FakeScript *self, const char *group);

/* NULL if it says nothing. Caller frees. */
char *fake_script_get (FakeScript *self, const char *group, const char *key);

/* "sha256:HEX", the form in which PINs are kept and compared. Caller frees. */
char *fake_script_hash_pin (const void *pin, size_t length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeScript, fake_script_free)

G_END_DECLS
