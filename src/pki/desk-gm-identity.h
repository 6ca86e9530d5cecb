/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* Who a certificate says its holder is, beyond the name: the identity extensions of GM/T 0015-2012
 * (arc 1.2.156.10260.4.1) and of what authorities wrote before it. Only the reader: certificates
 * in circulation differ in how they encode the same value. */

typedef enum {
  DESK_GM_IDENTITY_RESIDENT,  /* 居民身份证 */
  DESK_GM_IDENTITY_MILITARY,  /* 军官证 */
  DESK_GM_IDENTITY_PASSPORT,  /* 护照 */
  DESK_GM_IDENTITY_PERSON,    /* a person's document that is not told apart */
  DESK_GM_IDENTITY_INSURANCE, /* 个人社会保险号 */
  DESK_GM_IDENTITY_BUSINESS,  /* 企业工商注册号 */
  DESK_GM_IDENTITY_UNIT,      /* 组织机构代码, today the 统一社会信用代码 */
  DESK_GM_IDENTITY_TAX,       /* 企业税号 */
  DESK_GM_IDENTITY_UNIQUE,    /* an authority's own name for the holder */
} DeskGmIdentityKind;

typedef struct {
  DeskGmIdentityKind kind;
  char *value; /* owned, UTF-8, never empty; personal: mask it before it is shown */
} DeskGmIdentity;

void desk_gm_identity_free (DeskGmIdentity *identity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskGmIdentity, desk_gm_identity_free)

/* What @certificate says, in its order; an extension that cannot be read, or holds no text, is
 * passed over. Never NULL; caller owns. Any thread. */
GPtrArray *desk_gm_identity_list (X509 *certificate);

/* The number of the holder's resident identity card in capitals; NULL if @certificate has none.
 * Caller frees. */
char *desk_gm_identity_dup_resident_number (X509 *certificate);

G_END_DECLS
