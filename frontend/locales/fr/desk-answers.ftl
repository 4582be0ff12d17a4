# Official answers on the desk.
desk-answers-title = Réponses
desk-answers-count = Répondu : { $answered }. Brouillons : { $drafted }. Sans réponse : { $missing }.
desk-answers-due = Vous avez promis une réponse avant le { $date }.
desk-answers-overdue = Vous aviez promis une réponse avant le { $date }. Des personnes attendent.
desk-answers-drafts = À publier ensemble
desk-answers-choose = Quels brouillons publier ?
desk-answers-changed = (change une réponse publiée)
desk-answers-tell = Les personnes qui suivent ces propositions seront prévenues.
desk-answers-publish = Publier les réponses cochées
desk-answers-done = { $count ->
    [one] La réponse est publiée.
   *[other] { $count } réponses sont publiées.
}
desk-answers-already = { $count ->
    [one] Une réponse était déjà publiée.
   *[other] { $count } réponses étaient déjà publiées.
}
desk-answers-hidden = { $count ->
    [one] Une réponse n’est pas publiée : sa proposition n’est plus en ligne. Votre brouillon est gardé.
   *[other] { $count } réponses ne sont pas publiées : leurs propositions ne sont plus en ligne. Vos brouillons sont gardés.
}
desk-answers-gone = { $count ->
    [one] Un brouillon n’existe plus. Quelqu’un l’a supprimé.
   *[other] { $count } brouillons n’existent plus. Quelqu’un les a supprimés.
}
desk-answers-proposals = Les propositions
desk-answers-order = Les plus soutenues d’abord
desk-answers-where = Où en est la réponse
desk-answers-missing = À écrire
desk-answers-drafted = Brouillon
desk-answers-published = Publiée
desk-answers-redrafted = Publiée, avec un brouillon
desk-answers-empty = Aucune proposition n’est publiée.

desk-answer-preview = Votre brouillon, comme on le lira
desk-answer-preview-how = Il n’est pas encore publié.
desk-answer-to-list = Aller le publier
desk-answer-drop = Supprimer ce brouillon
desk-answer-write = Écrire la réponse
desk-answer-change = Changer la réponse
desk-answer-change-how = La réponse d’avant restera lisible, avec sa date.
desk-answer-verdict = Que décidez-vous ?
desk-answer-reason = Pourquoi ?
desk-answer-reason-hint = En mots simples. Tout le monde lira ce texte.
desk-answer-details = Ce que vous allez faire (si vous voulez)
desk-answer-body = La structure qui s’en charge
desk-answer-person = La personne qui s’en charge
desk-answer-due = Pour quand ?
desk-answer-due-hint = Par exemple : 31/03/2026. Il faut une date si vous promettez une suite.
desk-answer-save = Garder le brouillon
desk-answer-versions = Réponses publiées

fault-official-none-chosen = Cochez au moins une réponse.
fault-official-outdated = Une date promise est passée. Changez-la, puis recommencez.
