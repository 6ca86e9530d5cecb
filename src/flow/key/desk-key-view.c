/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-view.h"

/* What is told when several things are true: the first of these. Failures of a driver that are not
 * listed stand at FAILURE_OF_CHOSEN if the user chose the driver, otherwise at FAILURE_OF_FOUND: a
 * driver that only happens to be installed must not keep on complaining to somebody whose reader
 * just waits for a key. */
typedef enum {
  RANK_READY,
  RANK_READING, /* a moment only: it becomes slow, or an answer */
  RANK_PIN_MUST_CHANGE,
  RANK_PIN_FIRST,
  RANK_PIN_LOCKED,
  RANK_CERTIFICATE, /* there are some, none can be used: the state of the first */
  RANK_NO_CERTIFICATE,
  RANK_BUSY,
  RANK_UNRECOGNISED,
  RANK_SLOW,
  RANK_SERVICE,
  RANK_FAILURE_OF_CHOSEN,
  RANK_NOT_INITIALISED,
  RANK_ABSENT,
  RANK_FAILURE_OF_FOUND,
  RANK_NO_READER,
  RANK_NO_MODULE,
} Rank;

static const struct {
  DeskKeyState state;
  Rank rank;
} state_ranks[] = {
  { DESK_KEY_STATE_READY, RANK_READY },
  { DESK_KEY_STATE_EXPIRING, RANK_READY },
  { DESK_KEY_STATE_READING, RANK_READING },
  { DESK_KEY_STATE_PIN_MUST_CHANGE, RANK_PIN_MUST_CHANGE },
  { DESK_KEY_STATE_PIN_FIRST, RANK_PIN_FIRST },
  { DESK_KEY_STATE_PIN_LOCKED, RANK_PIN_LOCKED },
  { DESK_KEY_STATE_NO_CERTIFICATE, RANK_NO_CERTIFICATE },
  { DESK_KEY_STATE_BUSY, RANK_BUSY },
  { DESK_KEY_STATE_UNRECOGNISED, RANK_UNRECOGNISED },
  { DESK_KEY_STATE_MODULE_SLOW, RANK_SLOW },
  { DESK_KEY_STATE_NOT_INITIALISED, RANK_NOT_INITIALISED },
  { DESK_KEY_STATE_ABSENT, RANK_ABSENT },
  { DESK_KEY_STATE_NO_READER, RANK_NO_READER },
  { DESK_KEY_STATE_NO_MODULE, RANK_NO_MODULE },
};

typedef struct {
  /* Input */
  const DeskKeySight *sights; /* borrowed: [n_sights] */
  guint n_sights;
  const DeskKeyContext *context; /* borrowed */

  /* In progress */
  DeskKeyView *view; /* owned */
  Rank best;         /* of view->state */
} Making;

static gboolean
is_chosen (DeskKeyModule *module)
{
  DeskKeyModuleOrigin origin = desk_key_module_get_origin (module);

  return origin == DESK_KEY_MODULE_ADDED || origin == DESK_KEY_MODULE_OPTION;
}

static Rank
rank_of (DeskKeyState state, DeskKeyModule *module)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_ranks); i++)
    if (state_ranks[i].state == state)
      return state_ranks[i].rank;

  switch (desk_key_state_get_group (state)) {
  case DESK_KEY_GROUP_CERTIFICATE:
    return RANK_CERTIFICATE;
  case DESK_KEY_GROUP_SERVICE:
    return RANK_SERVICE;
  case DESK_KEY_GROUP_NONE:
  case DESK_KEY_GROUP_MODULE:
  case DESK_KEY_GROUP_READER:
  case DESK_KEY_GROUP_TOKEN:
  case DESK_KEY_GROUP_PIN:
  case DESK_KEY_GROUP_OPERATION:
  case DESK_KEY_GROUP_COMPUTER:
  default:
    return module != NULL && is_chosen (module) ? RANK_FAILURE_OF_CHOSEN : RANK_FAILURE_OF_FOUND;
  }
}

/* @state is one of the things that are true; @module (nullable) says so. */
static void
consider (Making *making, DeskKeyState state, DeskKeyModule *module)
{
  Rank rank = rank_of (state, module);

  if (rank >= making->best)
    return;

  making->best = rank;
  making->view->state = state == DESK_KEY_STATE_EXPIRING ? DESK_KEY_STATE_READY : state;
}

static gboolean
has_usable_certificate (const DeskUkeyScan *scan, const char *serial)
{
  for (guint i = 0; i < scan->certificates->len; i++) {
    DeskKeyCertificate *certificate = g_ptr_array_index (scan->certificates, i);

    if (desk_key_certificate_is_usable (certificate)
        && g_str_equal (desk_key_certificate_get_token_serial (certificate), serial))
      return TRUE;
  }

  return FALSE;
}

/* The token with @serial that the driver @scan sees; borrowed, nullable. */
static DeskKeyToken *
find_by_serial (const DeskUkeyScan *scan, const char *serial)
{
  for (guint i = 0; i < scan->tokens->len; i++)
    if (g_str_equal (desk_key_token_get_serial (g_ptr_array_index (scan->tokens, i)), serial))
      return g_ptr_array_index (scan->tokens, i);

  return NULL;
}

/* TRUE if @scan has a token that it recognises in the reader called @reader. */
static gboolean
recognises (const DeskUkeyScan *scan, const char *reader)
{
  for (guint i = 0; i < scan->tokens->len; i++) {
    DeskKeyToken *token = g_ptr_array_index (scan->tokens, i);

    if (desk_key_token_get_state (token) != DESK_KEY_STATE_UNRECOGNISED
        && g_str_equal (desk_key_token_get_reader (token), reader))
      return TRUE;
  }

  return FALSE;
}

/* TRUE if the driver at @other shows @token of the driver at @own better. */
static gboolean
is_shown_by (const Making *making, guint other, guint own, DeskKeyToken *token)
{
  const DeskUkeyScan *scan = making->sights[other].scan;
  const char *serial = desk_key_token_get_serial (token);
  gboolean is_usable;

  if (scan == NULL || other == own)
    return FALSE;
  if (desk_key_token_get_state (token) == DESK_KEY_STATE_UNRECOGNISED)
    return recognises (scan, desk_key_token_get_reader (token));
  if (*serial == '\0' || find_by_serial (scan, serial) == NULL)
    return FALSE;

  is_usable = has_usable_certificate (making->sights[own].scan, serial);
  if (is_usable != has_usable_certificate (scan, serial))
    return !is_usable;
  return other < own;
}

static gboolean
is_shown_elsewhere (const Making *making, guint own, DeskKeyToken *token)
{
  for (guint i = 0; i < making->n_sights; i++)
    if (is_shown_by (making, i, own, token))
      return TRUE;

  return FALSE;
}

static void
add_tokens (Making *making, gboolean initialised)
{
  for (guint i = 0; i < making->n_sights; i++) {
    const DeskUkeyScan *scan = making->sights[i].scan;

    for (guint k = 0; scan != NULL && k < scan->tokens->len; k++) {
      DeskKeyToken *token = g_ptr_array_index (scan->tokens, k);
      gboolean is_initialised = desk_key_token_get_state (token) != DESK_KEY_STATE_NOT_INITIALISED;

      if (is_initialised == initialised && !is_shown_elsewhere (making, i, token))
        g_ptr_array_add (making->view->tokens, g_object_ref (token));
    }
  }
}

/* The same certificate, owned by the caller; with another state if it is not for its own sake that
 * it cannot be used. */
static DeskKeyCertificate *
judge (const Making *making, DeskKeyCertificate *certificate)
{
  DeskKeyToken *token = desk_key_certificate_get_token (certificate);
  DeskKeyState state = desk_key_token_get_state (token);
  GHashTable *verdicts = making->context->verdicts;
  gpointer verdict;

  if (!desk_key_certificate_is_usable (certificate))
    return g_object_ref (certificate);

  if (verdicts != NULL
      && g_hash_table_lookup_extended (verdicts, desk_key_certificate_get_serial (certificate),
                                       NULL, &verdict))
    state = (DeskKeyState) GPOINTER_TO_INT (verdict);
  if (state == DESK_KEY_STATE_READY)
    return g_object_ref (certificate);

  return g_object_new (DESK_TYPE_KEY_CERTIFICATE, "token", token, "key-id",
                       desk_key_certificate_get_key_id (certificate), "holder",
                       desk_key_certificate_get_holder (certificate), "issuer",
                       desk_key_certificate_get_issuer (certificate), "serial",
                       desk_key_certificate_get_serial (certificate), "not-before",
                       desk_key_certificate_get_not_before (certificate), "not-after",
                       desk_key_certificate_get_not_after (certificate), "state", (int) state,
                       "der", desk_key_certificate_get_der (certificate), NULL);
}

static gboolean
was_used_last (const DeskKeyContext *context, DeskKeyCertificate *certificate)
{
  return g_strcmp0 (context->last_certificate, desk_key_certificate_get_serial (certificate)) == 0
         && g_strcmp0 (context->last_token, desk_key_certificate_get_token_serial (certificate))
                == 0;
}

/* Where @certificate goes among those that were added before. */
static guint
find_place (const Making *making, DeskKeyCertificate *certificate)
{
  GPtrArray *certificates = making->view->certificates;
  guint place = 0;

  if (!desk_key_certificate_is_usable (certificate))
    return certificates->len;
  if (was_used_last (making->context, certificate))
    return 0;

  while (place < certificates->len
         && desk_key_certificate_is_usable (g_ptr_array_index (certificates, place)))
    place++;
  return place;
}

static void
add_certificates (Making *making)
{
  for (guint i = 0; i < making->n_sights; i++) {
    const DeskUkeyScan *scan = making->sights[i].scan;

    for (guint k = 0; scan != NULL && k < scan->certificates->len; k++) {
      DeskKeyCertificate *found = g_ptr_array_index (scan->certificates, k);
      DeskKeyCertificate *judged;

      if (is_shown_elsewhere (making, i, desk_key_certificate_get_token (found)))
        continue;
      judged = judge (making, found);
      g_ptr_array_insert (making->view->certificates, (int) find_place (making, judged), judged);
    }
  }
}

static gboolean
has_certificate (const Making *making, DeskKeyToken *token)
{
  for (guint i = 0; i < making->view->certificates->len; i++)
    if (desk_key_token_is_same (
            desk_key_certificate_get_token (g_ptr_array_index (making->view->certificates, i)),
            token))
      return TRUE;

  return FALSE;
}

static void
consider_tokens (Making *making)
{
  for (guint i = 0; i < making->view->tokens->len; i++) {
    DeskKeyToken *token = g_ptr_array_index (making->view->tokens, i);

    /* One that is ready is what its certificates are. */
    if (desk_key_token_get_state (token) != DESK_KEY_STATE_READY)
      consider (making, desk_key_token_get_state (token), NULL);
    else if (!has_certificate (making, token))
      consider (making, DESK_KEY_STATE_NO_CERTIFICATE, NULL);
  }
}

static void
consider_certificates (Making *making)
{
  guint n_usable = 0;

  for (guint i = 0; i < making->view->certificates->len; i++) {
    DeskKeyCertificate *certificate = g_ptr_array_index (making->view->certificates, i);

    consider (making, desk_key_certificate_get_state (certificate), NULL);
    n_usable += desk_key_certificate_is_usable (certificate);
  }

  if (n_usable > 1)
    making->view->state = DESK_KEY_STATE_SEVERAL;
}

static void
consider_drivers (Making *making)
{
  for (guint i = 0; i < making->n_sights; i++) {
    const DeskKeySight *sight = &making->sights[i];

    if (sight->scan == NULL)
      consider (making, sight->is_slow ? DESK_KEY_STATE_MODULE_SLOW : DESK_KEY_STATE_READING,
                sight->module);
    else if (sight->scan->tokens->len == 0)
      consider (making, sight->scan->state, sight->module);
  }
}

DeskKeyView *
desk_key_view_new (const DeskKeySight *sights, guint n_sights, const DeskKeyContext *context)
{
  DeskKeyView *view = g_new0 (DeskKeyView, 1);
  Making making = {
    .sights = sights, .n_sights = n_sights, .context = context, .view = view, .best = RANK_NO_MODULE
  };

  view->state = DESK_KEY_STATE_NO_MODULE;
  view->tokens = g_ptr_array_new_with_free_func (g_object_unref);
  view->certificates = g_ptr_array_new_with_free_func (g_object_unref);

  add_tokens (&making, TRUE);
  if (view->tokens->len == 0)
    add_tokens (&making, FALSE);
  add_certificates (&making);

  consider_drivers (&making);
  consider_tokens (&making);
  if (context->service != DESK_KEY_STATE_READY && n_sights > 0)
    consider (&making, context->service, NULL);
  consider_certificates (&making);
  return view;
}

void
desk_key_view_free (DeskKeyView *self)
{
  g_ptr_array_unref (self->tokens);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}
