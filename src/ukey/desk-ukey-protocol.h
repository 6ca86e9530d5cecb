/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ukey-token-flags.h"

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What the client and certdesk-ukey-host say to each other over two pipes. A frame is the length of
 * what follows (u32, big endian, at most DESK_UKEY_FRAME_MAX), the version (u8), the kind (u8) and
 * fields: tag (u8), length (u32, big endian), bytes. The host says HELLO first; then the client
 * sends one request at a time, and the host answers with any number of PROGRESS and one other
 * frame. Every message is held against desk_ukey_schema_get_fields() at both ends. */
#define DESK_UKEY_PROTOCOL_VERSION 1
#define DESK_UKEY_FRAME_HEADER     4
#define DESK_UKEY_FRAME_MAX        (1024 * 1024)

/* Fields in brackets may be missing; those with a star may be there more than once. */
typedef enum {
  /* Requests, and what answers them */
  DESK_UKEY_KIND_OPEN = 1,          /* PATH [ARGUMENTS] [LOCK_WAIT]: OPENED */
  DESK_UKEY_KIND_SCAN,              /* [FRESH] [SLOTS_ONLY]: SCANNED */
  DESK_UKEY_KIND_SIGN,              /* SERIAL KEY_ID [PIN] DIGEST: SIGNED */
  DESK_UKEY_KIND_GENERATE,          /* SERIAL [PIN] ALGORITHM LABEL: GENERATED */
  DESK_UKEY_KIND_WRITE_CERTIFICATE, /* SERIAL [PIN] [KEY_ID] DER: DONE */
  DESK_UKEY_KIND_CHANGE_PIN,        /* SERIAL [PIN] [NEW_PIN]: DONE */
  DESK_UKEY_KIND_SET_PIN,           /* SERIAL [SO_PIN] [NEW_PIN]: DONE */
  DESK_UKEY_KIND_UNBLOCK,           /* SERIAL [PUK] [NEW_PIN]: DONE */
  DESK_UKEY_KIND_INITIALISE,        /* [SLOT] LABEL SO_PIN PIN: INITIALISED */
  DESK_UKEY_KIND_DESCRIBE,          /* DESCRIBED */
  DESK_UKEY_KIND_SERVICE,           /* SERVED; works without OPEN */

  /* Answers */
  DESK_UKEY_KIND_HELLO = 64,  /* VERSION PID */
  DESK_UKEY_KIND_PROGRESS,    /* PHASE */
  DESK_UKEY_KIND_FAILED,      /* STATE PIN_USE DETAIL */
  DESK_UKEY_KIND_OPENED,      /* */
  DESK_UKEY_KIND_SCANNED,     /* N_SLOTS TOKEN* [DETAIL] */
  DESK_UKEY_KIND_SIGNED,      /* SIGNATURE */
  DESK_UKEY_KIND_GENERATED,   /* KEY_ID PUBLIC_KEY */
  DESK_UKEY_KIND_DONE,        /* */
  DESK_UKEY_KIND_INITIALISED, /* SERIAL */
  DESK_UKEY_KIND_DESCRIBED, /* LIBRARY MANUFACTURER LIBRARY_VERSION CRYPTOKI_VERSION READER_SLOT* */
  DESK_UKEY_KIND_SERVED,    /* INSTALLED CODE READER* [DETAIL] */

  /* Records inside of these: no frames */
  DESK_UKEY_KIND_TOKEN = 128, /* SLOT READER SERIAL LABEL MANUFACTURER MODEL FLAGS MIN_PIN MAX_PIN
                               * RECOGNISED [STATE] CERTIFICATE* */
  DESK_UKEY_KIND_CERTIFICATE, /* DER KEY_ID LABEL HAS_KEY */
  DESK_UKEY_KIND_READER_SLOT, /* SLOT READER MANUFACTURER PRESENT N_MECHANISMS TOKEN* [DETAIL] */
} DeskUkeyKind;

typedef enum {
  DESK_UKEY_TAG_VERSION = 1,      /* number: of the protocol */
  DESK_UKEY_TAG_PID,              /* number: process of the host */
  DESK_UKEY_TAG_PATH,             /* text: the module's file */
  DESK_UKEY_TAG_ARGUMENTS,        /* text: pReserved of C_Initialize, which NSS wants */
  DESK_UKEY_TAG_LOCK_WAIT,        /* number: milliseconds to wait for other processes; 3000 */
  DESK_UKEY_TAG_FRESH,            /* number: 1 to start the module and read anew */
  DESK_UKEY_TAG_SLOTS_ONLY,       /* number: 1 for tokens without certificates, nothing restarted */
  DESK_UKEY_TAG_SERIAL,           /* text: of a token */
  DESK_UKEY_TAG_KEY_ID,           /* bytes: CKA_ID, possibly empty */
  DESK_UKEY_TAG_PIN,              /* secret; missing: typed on the key itself */
  DESK_UKEY_TAG_NEW_PIN,          /* secret; likewise */
  DESK_UKEY_TAG_SO_PIN,           /* secret; likewise */
  DESK_UKEY_TAG_PUK,              /* secret; likewise */
  DESK_UKEY_TAG_DIGEST,           /* bytes: SHA-256 */
  DESK_UKEY_TAG_ALGORITHM,        /* number: DeskUkeyAlgorithm */
  DESK_UKEY_TAG_LABEL,            /* text */
  DESK_UKEY_TAG_DER,              /* bytes: a certificate */
  DESK_UKEY_TAG_SLOT,             /* number: CK_SLOT_ID */
  DESK_UKEY_TAG_PHASE,            /* number: DeskUkeyPhase */
  DESK_UKEY_TAG_STATE,            /* text: nick of a DeskKeyState */
  DESK_UKEY_TAG_PIN_USE,          /* number: DeskPinUse */
  DESK_UKEY_TAG_DETAIL,           /* text: for the log, "C_Sign: CKR_DEVICE_ERROR (0x30)" */
  DESK_UKEY_TAG_N_SLOTS,          /* number: of slots, with and without a token */
  DESK_UKEY_TAG_SIGNATURE,        /* bytes: PKCS#1 v1.5, or DER ECDSA-Sig-Value */
  DESK_UKEY_TAG_PUBLIC_KEY,       /* bytes: DER SubjectPublicKeyInfo */
  DESK_UKEY_TAG_LIBRARY,          /* text: what the module calls itself */
  DESK_UKEY_TAG_LIBRARY_VERSION,  /* text: "0.23" */
  DESK_UKEY_TAG_CRYPTOKI_VERSION, /* text: "2.20" */
  DESK_UKEY_TAG_INSTALLED,        /* number: 1 if the PC/SC library is there */
  DESK_UKEY_TAG_CODE,             /* number: what PC/SC answered, 0 is good */
  DESK_UKEY_TAG_READER,           /* text: name of a reader */
  DESK_UKEY_TAG_MANUFACTURER,     /* text */
  DESK_UKEY_TAG_MODEL,            /* text */
  DESK_UKEY_TAG_FLAGS,            /* number: DeskUkeyTokenFlags */
  DESK_UKEY_TAG_MIN_PIN,          /* number: octets, 0: it does not say */
  DESK_UKEY_TAG_MAX_PIN,          /* number: octets, 0: it does not say */
  DESK_UKEY_TAG_RECOGNISED,       /* number: 0 if the module does not know this kind of token */
  DESK_UKEY_TAG_HAS_KEY,          /* number: DeskUkeyKeyPresence */
  DESK_UKEY_TAG_PRESENT,          /* number: 1 if there is a token in the slot */
  DESK_UKEY_TAG_N_MECHANISMS,     /* number */
  DESK_UKEY_TAG_TOKEN,            /* record */
  DESK_UKEY_TAG_CERTIFICATE,      /* record */
  DESK_UKEY_TAG_READER_SLOT,      /* record */
} DeskUkeyTag;

/* How far an operation is: whoever ends the host knows by it what became of the PIN. */
typedef enum {
  DESK_UKEY_PHASE_OPENING, /* the PIN is still here */
  DESK_UKEY_PHASE_LOGIN,   /* it is on its way */
  DESK_UKEY_PHASE_WORKING, /* the key took it */
} DeskUkeyPhase;

G_END_DECLS
