/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-gm-identity.h"

#include <openssl/x509.h>

G_BEGIN_DECLS

/* Words for what stands in a certificate. */

/* "CN" -> "姓名"; an attribute without a word is told as it is. Translated; borrowed from
 * @attribute or static. */
const char *desk_certificate_words_get_attribute (const char *attribute);

/* The order in which a person looks for attributes: the name first. */
int desk_certificate_words_compare_attributes (const char *a, const char *b);

/* Translated, static. */
const char *desk_certificate_words_get_identity (DeskGmIdentityKind kind);

/* What the key usage allows: "数字签名、不可否认". NULL if there is none. Caller frees. */
char *desk_certificate_words_dup_usage (X509 *certificate);

/* The same for the extended key usage. Caller frees. */
char *desk_certificate_words_dup_extended_usage (X509 *certificate);

/* "28 天后到期", "3 天前已到期". Caller frees. */
char *desk_certificate_words_dup_days (gint64 days_left);

/* Local time, "2026-11-22 14:30". Caller frees. */
char *desk_certificate_words_dup_time (gint64 unix_seconds);

/* Capitals in groups of four: "1A2B 3C4D". Caller frees. */
char *desk_certificate_words_dup_groups (const char *hex);

G_END_DECLS
