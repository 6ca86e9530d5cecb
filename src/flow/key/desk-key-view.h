/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-module.h"
#include "desk-ukey-scan.h"

G_BEGIN_DECLS

/* One driver in use and what it answered last. */
typedef struct {
  DeskKeyModule *module;    /* borrowed */
  const DeskUkeyScan *scan; /* borrowed, nullable: it has not answered yet */
  gboolean is_slow;
} DeskKeySight;

/* What bears on how it is told; all borrowed and nullable but the first. */
typedef struct {
  /* Of the system's service for readers: READY also where it does not matter, READING while it is
   * being asked. */
  DeskKeyState service;
  GHashTable *verdicts;   /* serial of a certificate -> DeskKeyState the server gave it */
  const char *last_token; /* serials of what was used last */
  const char *last_certificate;
} DeskKeyContext;

/**
 * DeskKeyView:
 *
 * What a person is told of everything that is plugged in, made from what each driver saw: the one
 * place where the states of service, drivers, readers, tokens, PINs and certificates become one. A
 * function of its arguments, without any memory.
 *
 * A key that two drivers see is shown by the one with a usable certificate, or else by the first. A
 * token that a driver does not recognise is left out if another one does (they call the reader the
 * same), one that is not initialised if there is any other.
 *
 * A certificate that could be used but for its token (PIN to be changed, locked...) or for what the
 * server said has that state instead of its own.
 */
typedef struct {
  DeskKeyState state;
  GPtrArray *tokens;       /* owned: DeskKeyToken, in the order of the drivers */
  GPtrArray *certificates; /* owned: DeskKeyCertificate; usable ones first, the one used last before
                            * the others */
} DeskKeyView;

DeskKeyView *
desk_key_view_new (const DeskKeySight *sights, guint n_sights, const DeskKeyContext *context);
void desk_key_view_free (DeskKeyView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskKeyView, desk_key_view_free)

G_END_DECLS
