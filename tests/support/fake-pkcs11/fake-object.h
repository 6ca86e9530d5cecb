/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* The private half of a key as PKCS#8: where the token keeps it. Never told to the outside. */
#define FAKE_CKA_PRIVATE_VALUE (CKA_VENDOR_DEFINED | 0x4d01UL)

/**
 * FakeObject:
 *
 * The attributes of one object of a token.
 */
typedef struct _FakeObject FakeObject;

FakeObject *fake_object_new (void);
void fake_object_free (FakeObject *self);

/* Copies the bytes; replaces what was there. */
void fake_object_set (FakeObject *self, CK_ATTRIBUTE_TYPE type, const void *value, size_t length);
void fake_object_set_number (FakeObject *self, CK_ATTRIBUTE_TYPE type, CK_ULONG value);
void fake_object_set_flag (FakeObject *self, CK_ATTRIBUTE_TYPE type, gboolean value);
void fake_object_set_all (FakeObject *self, const CK_ATTRIBUTE *attributes, CK_ULONG n_attributes);

/* NULL if it has none. Borrowed. */
GBytes *fake_object_get (FakeObject *self, CK_ATTRIBUTE_TYPE type);

/* CK_UNAVAILABLE_INFORMATION if it has none. */
CK_ULONG fake_object_get_number (FakeObject *self, CK_ATTRIBUTE_TYPE type);
gboolean fake_object_get_flag (FakeObject *self, CK_ATTRIBUTE_TYPE type);

/* TRUE if it has all of @attributes with these values. */
gboolean
fake_object_matches (FakeObject *self, const CK_ATTRIBUTE *attributes, CK_ULONG n_attributes);

/* As text for a file, and back; NULL if @text is none. Caller frees. */
char *fake_object_to_text (FakeObject *self);
FakeObject *fake_object_from_text (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeObject, fake_object_free)

G_END_DECLS
