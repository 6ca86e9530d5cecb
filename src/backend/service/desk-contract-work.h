/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-authority.h"
#include "desk-clock.h"
#include "desk-contract.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Making contracts, without a database: for the worker threads. Every function returns NULL with
 * @error set if anything is less than perfect; nothing that our own verifier does not call valid
 * ever leaves here. */

/* Composes, signs in the applicant's name with a certificate made for this and kept by nobody,
 * seals and timestamps. @certificate (out): DER of that certificate; caller unrefs. */
GBytes *desk_contract_work_sign_one_off (DeskAuthority *authority,
                                         const DeskContractTerms *terms,
                                         DeskClock *clock,
                                         GBytes **certificate,
                                         char **serial,
                                         GError **error);

/* Composes and prepares the place of the applicant's signature. */
GBytes *
desk_contract_work_prepare (const DeskContractTerms *terms, DeskClock *clock, GError **error);

typedef enum {
  DESK_CONTRACT_WORK_ERROR_SIGNATURE, /* not a signature of these bytes by that certificate */
  DESK_CONTRACT_WORK_ERROR_NOT_VALID, /* our own result does not verify */
} DeskContractWorkError;

#define DESK_CONTRACT_WORK_ERROR (desk_contract_work_error_quark ())
GQuark desk_contract_work_error_quark (void);

/* Puts the applicant's CMS into a prepared contract, then seals and timestamps it. @signer: DER of
 * the certificate it was prepared for. */
GBytes *desk_contract_work_complete (DeskAuthority *authority,
                                     GBytes *prepared,
                                     GBytes *cms,
                                     GBytes *signer,
                                     DeskClock *clock,
                                     GError **error);

G_END_DECLS
