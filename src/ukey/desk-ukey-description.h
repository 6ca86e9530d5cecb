/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-token.h"
#include "desk-ukey-token-flags.h"

G_BEGIN_DECLS

/* One reader, as a module sees it. */
typedef struct {
  guint64 id;         /* CK_SLOT_ID */
  char *reader;       /* owned: its description */
  char *manufacturer; /* owned */
  gboolean has_token;
  DeskKeyToken *token;      /* owned, nullable: there is none, or it cannot be read */
  DeskUkeyTokenFlags flags; /* of the token */
  guint n_mechanisms;
  char *detail; /* owned, nullable: why it cannot be read */
} DeskUkeySlot;

/**
 * DeskUkeyDescription:
 *
 * What the doctor asks a module about itself. @state is READY if it answered, otherwise why not
 * (MODULE_*, NO_MODULE, NO_HOST), and the rest is empty then.
 */
typedef struct {
  DeskKeyState state;
  char *detail;           /* owned, nullable: the loader's own words */
  char *library;          /* owned: CK_INFO.libraryDescription */
  char *manufacturer;     /* owned */
  char *library_version;  /* owned: "0.23" */
  char *cryptoki_version; /* owned: "2.20" */
  GPtrArray *slots;       /* owned, of DeskUkeySlot */
} DeskUkeyDescription;

DeskUkeyDescription *desk_ukey_description_new (DeskKeyState state, const char *detail);
void desk_ukey_description_free (DeskUkeyDescription *self);

/**
 * DeskUkeyService:
 *
 * The system's PC/SC service. @state is READY if it answers, SERVICE_MISSING, SERVICE_STOPPED or
 * SERVICE_DENIED if not, NO_HOST if nobody could ask.
 */
typedef struct {
  DeskKeyState state;
  guint64 code;   /* what SCardEstablishContext or SCardListReaders gave, 0: no error */
  char **readers; /* owned, NULL-terminated, possibly empty */
  char *detail;   /* owned, nullable */
} DeskUkeyService;

DeskUkeyService *desk_ukey_service_new (DeskKeyState state, const char *detail);
void desk_ukey_service_free (DeskUkeyService *self);

DeskUkeySlot *desk_ukey_slot_new (void);
void desk_ukey_slot_free (DeskUkeySlot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyDescription, desk_ukey_description_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeyService, desk_ukey_service_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskUkeySlot, desk_ukey_slot_free)

G_END_DECLS
