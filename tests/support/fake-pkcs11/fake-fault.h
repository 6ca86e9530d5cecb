/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-script.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* Where in the run of the module a fault may strike. */
typedef struct {
  const char *group;    /* "module" or "slot0" */
  const char *function; /* "C_Login" */
  guint64 count;        /* the how many-th call of it since the module was loaded, from 1 */
  gboolean late;        /* the call has been served already */
} FakeFaultPoint;

/**
 * fake_fault_run:
 * @removed: (out): set to TRUE if the token goes away here; otherwise left alone
 *
 * Does what the script has in @point's group for its function: any of, separated by ";",
 *   rv:0x5      the call gives this value and is not served
 *   delay:3000  it takes so many milliseconds longer
 *   hang        it never returns
 *   abort       the process gets SIGABRT
 *   exit        the process ends with status 1
 *   heap        the call is served, then the heap is overwritten
 *   remove      the token goes away right before the call is served
 * each with "late-" before it: after the call was served; with "@N" behind it: only at the N-th
 * call; with "@once": only once, in whatever process, until the text is another one.
 *
 * Returns: CKR_OK or the value the call is to give
 */
CK_RV fake_fault_run (FakeScript *script, const FakeFaultPoint *point, gboolean *removed);

G_END_DECLS
