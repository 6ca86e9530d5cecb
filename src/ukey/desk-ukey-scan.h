/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"

G_BEGIN_DECLS

/**
 * DeskUkeyScan:
 *
 * What one module saw when it was last asked. @state is a state of the module (MODULE_*, NO_MODULE,
 * NO_HOST) if it could not answer, and everything else is empty then; otherwise NO_READER, ABSENT,
 * the state of the first token if none can be used (UNRECOGNISED, NOT_INITIALISED, PIN_*), that of
 * the first certificate if none is usable (NO_CERTIFICATE without one), READY with one usable
 * certificate or SEVERAL with more.
 */
typedef struct {
  DeskKeyState state;
  guint n_slots;           /* readers, with or without a key */
  GPtrArray *tokens;       /* owned, of DeskKeyToken, in the order of the slots */
  GPtrArray *certificates; /* owned, of DeskKeyCertificate, usable ones first, then by their end */
  char *detail;            /* owned, nullable; for the log and the doctor */
} DeskUkeyScan;

/* A scan that found nothing, because of @state. */
DeskUkeyScan *desk_ukey_scan_new (DeskKeyState state, const char *detail);
void desk_ukey_scan_free (DeskUkeyScan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyScan, desk_ukey_scan_free)

G_END_DECLS
