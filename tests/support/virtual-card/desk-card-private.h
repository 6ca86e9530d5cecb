/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-apdu.h"
#include "desk-card-key.h"
#include "desk-card.h"

G_BEGIN_DECLS

struct _DeskCard {
  DeskCardMemory *memory;      /* owned */
  gboolean is_changed;         /* the memory differs from what was saved */
  DeskCardFile *selected;      /* borrowed from the memory */
  guint verified;              /* bit N stands for PIN N */
  DeskCardFile *signing_key;   /* borrowed from the memory; NULL before it is chosen */
  DeskCardSignature signature; /* goes with signing_key */
  gboolean is_chaining;        /* more commands of a chain are to come */
  DeskApdu chain;              /* the first command of the chain, without its data */
  GByteArray *chain_data;      /* owned; the data so far */
  GByteArray *rest;            /* owned; of the last answer, for GET RESPONSE */
};

/* Carries out one command, with all of its chain's data. Appends the answer's data and returns a
 * DeskStatus. */
typedef guint (*DeskCardCommand) (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);

/* desk-card-file-commands.c */
guint desk_card_select (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_read_binary (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_update_binary (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_erase_binary (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_create_file (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_delete_file (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);

/* desk-card-pin-commands.c */
guint desk_card_verify (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_change_pin (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_unblock_pin (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_log_out (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);

/* desk-card-key-commands.c */
guint desk_card_choose_key (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_generate_key (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_sign (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_get_challenge (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);

/* desk-card-data-commands.c */
guint desk_card_get_data (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_put_data (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);
guint desk_card_activate (DeskCard *self, const DeskApdu *apdu, GByteArray *answer);

/* Whether the access rules allow it now. Before the card is activated they all do. */
gboolean desk_card_allows (DeskCard *self, const DeskCardFile *file, DeskCardAccess place);

/* The selected directory, or the one that holds the selected file. */
DeskCardFile *desk_card_get_directory (DeskCard *self);

/* Never NULL: the memory is not loaded without it. */
DeskCardFile *desk_card_get_application (DeskCard *self);

extern const uint8_t desk_card_application_name[12];

G_END_DECLS
