/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-token.h"

G_BEGIN_DECLS

#define FAKE_MODULE_MAX_SLOTS 8

/**
 * FAKE_SERVE:
 *
 * The whole body of a C_ function: takes the module's lock, looks at the script, lets its faults
 * strike, and gives what @expression gives.
 */
#define FAKE_SERVE(expression)                                                                     \
  ({                                                                                               \
    CK_RV served_rv = fake_module_begin (__func__);                                                \
                                                                                                   \
    if (served_rv == CKR_OK)                                                                       \
      served_rv = (expression);                                                                    \
    fake_module_end (served_rv);                                                                   \
  })

/* What FAKE_SERVE() does before and after. */
CK_RV fake_module_begin (const char *function);
CK_RV fake_module_end (CK_RV rv);

/* The rest is called between them. */

/* NULL if the script has no such reader. Borrowed. */
FakeToken *fake_module_get_reader (CK_SLOT_ID slot);

/**
 * fake_module_enter_slot:
 *
 * Lets the faults of this slot strike: to be called by whatever a call does with one slot first.
 *
 * Returns: CKR_OK, CKR_SLOT_ID_INVALID or the value of a fault
 */
CK_RV fake_module_enter_slot (CK_SLOT_ID slot);

/* Likewise, and gives the token: CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED. Borrowed. */
CK_RV fake_module_get_token (CK_SLOT_ID slot, FakeToken **token);

/* A value of the group [module]; NULL if it says nothing. Caller frees. */
char *fake_module_get (const char *key);

G_END_DECLS
